import { useState } from 'react'

/** A value as it was when `held` began, for as long as it is held. */
export function useHeld<T>(value: T, held: boolean): T {
  const [kept, setKept] = useState(value)
  if (!held && !Object.is(kept, value)) setKept(value)
  return held ? kept : value
}
