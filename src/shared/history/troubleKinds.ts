/** Kinds that say why the station was slow or still; they are marked on the time axis. */
export const troubleKinds = [
  'started',
  'stopped',
  'restarted',
  'given-up',
  'steered',
  'alert',
  'alert-over',
  'paused',
  'resumed',
  'pace',
] as const
