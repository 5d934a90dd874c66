import type { ReactNode } from 'react'
import { ComponentPanel } from './ComponentPanel'
import { ComponentTree } from './ComponentTree'
import styles from './PipelineView.module.css'

/** The live tree, and beside it the component that is chosen. */
export function LivePanel(): ReactNode {
  return (
    <div className={styles.live}>
      <div className={styles.tree}>
        <ComponentTree />
      </div>
      <ComponentPanel />
    </div>
  )
}
