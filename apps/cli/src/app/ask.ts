import { createInterface } from 'node:readline/promises'
import type { World } from './command-context.ts'

/** Whether a question can be put and answered here. */
export const canAsk = (world: World): boolean => world.stdin.isTTY === true && world.stderr.isTTY === true

/** Anything but `y` or `yes` is a no; so is the end of the input. */
export const askYes = async (world: World, question: string): Promise<boolean> => {
  const lines = createInterface({ input: world.stdin, output: world.stderr })
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
  const answer = await Promise.race([lines.question(`${question} [y/N] `), ended])
  lines.close()
  return /^y(es)?$/i.test(answer.trim())
}
