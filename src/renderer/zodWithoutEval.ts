import { z } from 'zod'

/** Comes before the schemas: zod would else try `new Function`, which the page's policy reports. */
z.config({ jitless: true })
