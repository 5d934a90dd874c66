import type { LineIssue } from '#shared/codes'

/** After this many different lists all are forgotten, so that no file can fill the memory. */
const MAX_LISTS = 10_000

interface Node {
  readonly next: Map<LineIssue, Node>
  list: readonly LineIssue[] | null
}

/** Gives lists of the same issues as one object, so that equal faults are told apart by a glance. */
export class IssueLists {
  #root = newNode()
  #lists = 0

  get(issues: readonly LineIssue[]): readonly LineIssue[] {
    let node = this.#root
    for (const issue of issues) {
      let next = node.next.get(issue)
      if (next === undefined) {
        next = newNode()
        node.next.set(issue, next)
      }
      node = next
    }
    if (node.list !== null) return node.list
    node.list = issues
    this.#lists += 1
    if (this.#lists === MAX_LISTS) {
      this.#root = newNode()
      this.#lists = 0
    }
    return issues
  }
}

function newNode(): Node {
  return { next: new Map(), list: null }
}
