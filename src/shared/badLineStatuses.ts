/** What can have become of a bad line. */
export const badLineStatuses = ['open', 'fixed', 'dismissed'] as const
