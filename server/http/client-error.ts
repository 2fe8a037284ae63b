import { type Duplex } from 'node:stream'

const BODY = JSON.stringify({
  code: 'REQUEST_HEADER_FIELDS_TOO_LARGE',
  message: 'The headers of this request are too large.',
})

/** Answers what Node cannot read as a request, which no route ever sees: headers that are too large as any other error. */
export function answerClientError(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable) return void socket.destroy()
  socket.end(
    error.code === 'HPE_HEADER_OVERFLOW'
      ? `HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\nConnection: close\r\n\r\n${BODY}`
      : 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
  )
}
