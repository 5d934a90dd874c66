/** What takes letters for itself: a switch or a choice that was clicked does not. */
export const TYPED_INTO =
  'input:not([type="checkbox"], [type="radio"]), textarea, [contenteditable]'
