/** How a command says what its process is to exit with. */
export type Done = (exitCode: number) => void
