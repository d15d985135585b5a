import type { BoardGate } from '@gatehouse/core'
import type { LightMyRequestResponse } from 'fastify'
import type { Sender } from './personas.ts'

/** A gate of the program at this address, as somebody sees it now. */
export const lookAt = async (by: Sender, programUrl: string, gate = 'G1'): Promise<BoardGate> =>
  (await by.get(`${programUrl}/gates/${gate}`)).json()

/** Approves what was looked at; `seen` is what `lookAt` answered. */
export const approve = (by: Sender, programUrl: string, seen: BoardGate, more: object = {}): Promise<LightMyRequestResponse> =>
  by.post(`${programUrl}/gates/${seen.key}/approve`, { ifMatch: seen.revision, body: { seen: seen.frozen, ...more } })
