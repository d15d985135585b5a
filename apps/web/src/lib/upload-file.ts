import { routes } from '@gatehouse/contracts'
import type { StoredFile } from '@gatehouse/core'
import { ApiProblem, toApiProblem } from './api-problem.ts'
import { urlOf } from './call-api.ts'

export interface UploadOptions {
  /** Bytes that left so far. */
  readonly onProgress?: (sent: number) => void
  /** Aborting it ends the upload; nothing is kept then, and the promise rejects with an `AbortError`. */
  readonly signal?: AbortSignal
}

const readAnswer = (request: XMLHttpRequest): unknown => {
  try {
    return JSON.parse(request.responseText)
  } catch {
    return undefined
  }
}

/**
 * Sends a file to a program; the server hashes it and answers what it is. Rejects with `ApiProblem`. By XMLHttpRequest: fetch cannot tell
 * how far an upload is.
 */
export const uploadFile = (slug: string, file: File, { onProgress, signal }: UploadOptions = {}): Promise<StoredFile> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const aborted = (): void => reject(new DOMException('The upload was stopped.', 'AbortError'))
    if (signal?.aborted === true) {
      aborted()
      return
    }
    request.open(routes.files.upload.method, urlOf(routes.files.upload, { slug }, { name: file.name }))
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = (event) => onProgress?.(event.loaded)
    request.onload = () => {
      const answer = readAnswer(request)
      if (request.status !== routes.files.upload.status) reject(toApiProblem(request.status, answer))
      else if (answer === undefined) reject(new ApiProblem('unreadable_answer', request.status, 'The answer was cut off or not JSON.'))
      else resolve(import.meta.env.DEV ? routes.files.upload.response.parse(answer) : (answer as StoredFile))
    }
    request.onerror = () => reject(new ApiProblem('offline', 0, 'The server did not answer.'))
    request.onabort = aborted
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
