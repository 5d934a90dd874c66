import { useEffect, useState, type ReactNode } from 'react'
import { stopJob } from '../bridge/jobs'
import { jobShare, useJobs, type RunningJob } from '../stores/jobs/jobs'
import { Button } from '../ui/Button'
import { Progress } from '../ui/Progress'
import styles from './Corner.module.css'
import { Notices } from './Notices'

/** What ends sooner than this needs no card. */
const WORTH_SHOWING_MS = 300

function JobCard({ job }: { readonly job: RunningJob }): ReactNode {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), WORTH_SHOWING_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!shown) return null
  return (
    <div className={styles.job} data-testid="job">
      <span className={styles.label}>{job.stopping ? 'Stopping' : job.label}</span>
      <span className={styles.progress}>
        <Progress label={job.label ?? ''} share={jobShare(job)} still={job.stopping} />
      </span>
      <Button kind="quiet" keys="Mod+." isDisabled={job.stopping} onPress={() => stopJob(job.id)}>
        Stop
      </Button>
    </div>
  )
}

/** What goes on in the background, and what an action did. */
export function Corner(): ReactNode {
  const running = useJobs((s) => s.running)
  return (
    <div className={styles.corner}>
      {[...running.values()]
        .filter(({ label, begun }) => label !== null && begun)
        .map((job) => (
          <JobCard key={job.id} job={job} />
        ))}
      <Notices />
    </div>
  )
}
