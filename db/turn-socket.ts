import { Socket } from 'node:net'

type Chunk = Uint8Array | string
type Done = (error?: Error | null) => void

/**
 * A connection that sends what is written in one turn of the event loop in one call of the system, which costs more than the statement
 * that it carries when both are small.
 */
export class TurnSocket extends Socket {
  #holds = false

  override write(chunk: Chunk, done?: Done): boolean
  override write(chunk: Chunk, encoding?: BufferEncoding, done?: Done): boolean
  override write(chunk: Chunk, ...rest: [Done?] | [BufferEncoding?, Done?]): boolean {
    if (!this.#holds) {
      this.#holds = true
      this.cork()
      process.nextTick(() => {
        this.#holds = false
        this.uncork()
      })
    }
    return super.write(chunk, ...(rest as [BufferEncoding?, Done?]))
  }
}
