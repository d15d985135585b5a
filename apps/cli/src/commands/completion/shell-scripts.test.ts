import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { runInProcess } from '../../testing/in-process.ts'

const script = async (shell: string): Promise<string> => (await runInProcess(['completion', shell])).stdout

/** What bash offers after these words, the last of them unfinished. */
const offered = async (...words: readonly string[]): Promise<readonly string[]> => {
  const typed = ['gatehouse', ...words]
  const lines = `${await script('bash')}
COMP_WORDS=(${typed.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${typed.length - 1}
_gatehouse
printf '%s\\n' "\${COMPREPLY[@]}"`
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', lines], { encoding: 'utf8', cwd: import.meta.dirname })
  expect([status, stderr]).toEqual([0, ''])
  return stdout.split('\n').filter((word) => word !== '')
}

describe('completion', () => {
  it('in bash offers commands, options, choices and files where they belong', async () => {
    expect(await offered('')).toEqual(expect.arrayContaining(['import', 'export', 'status', 'evidence', 'completion', '--version']))
    expect(await offered('st')).toEqual(['status'])
    expect(await offered('evidence', '')).toContain('add')
    expect(await offered('evidence', 'add', '--req')).toEqual(['--requirement'])
    expect(await offered('export', 'rocket', '--format', 'y')).toEqual(['yaml'])
    expect(await offered('evidence', 'add', '--type', 'c')).toEqual(['contract', 'code', 'ci_run'])
    expect(await offered('import', 'shell-scripts.te')).toEqual(['shell-scripts.test.ts'])
    expect(await offered('export', 'rocket', '-o', 'describe')).toEqual(['describe-commands.ts'])
    expect(await offered('status', '--gate', '')).toEqual([])
    expect(await offered('completion', 'f')).toEqual(['fish'])
  })

  it('in fish and zsh knows every command and option that bash knows', async () => {
    const words = (
      await Promise.all([offered(''), offered('import', '--'), offered('status', '--'), offered('evidence', 'add', '--')])
    ).flat()
    const [fish, zsh] = await Promise.all([script('fish'), script('zsh')])
    for (const word of words.filter((each) => /^(--)?[a-z][a-z-]+$/.test(each))) {
      expect(fish).toMatch(word.startsWith('--') ? new RegExp(`-l ${word.slice(2)}\\b`) : new RegExp(`-a ${word}\\b`))
      expect(zsh).toContain(word)
    }
    expect(words.length).toBeGreaterThan(25)
    expect(zsh.startsWith('#compdef gatehouse\n')).toBe(true)
    expect(zsh).toContain('bashcompinit')
  })

  it('needs neither a token nor a server', async () => {
    for (const shell of ['bash', 'zsh', 'fish']) expect(await runInProcess(['completion', shell])).toMatchObject({ code: 0, stderr: '' })
  })
})
