/** What stands for the site in a pattern of names. */
export const SITE = '{site}'
/** How many characters the name of a ground station may have. */
export const MOST_IN_SITE = 100
