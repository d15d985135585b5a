import { routes } from '@gatehouse/contracts'
import { urlOf } from './call-api.ts'

export interface ExportChoice {
  readonly label: string
  /** One sentence: what the file is for. */
  readonly purpose: string
  readonly href: string
  /** Name under which the browser saves it; the server suggests the same. */
  readonly fileName: string
}

/** Every file that a program can be taken away as, the most asked for first. */
export const exportChoices = (slug: string): readonly ExportChoice[] => {
  const choice = (
    label: string,
    purpose: string,
    ending: string,
    query: { readonly format: string; readonly list?: string },
  ): ExportChoice => ({
    label,
    purpose,
    href: urlOf(routes.programs.export, { slug }, query),
    fileName: `${slug}.${ending}`,
  })
  return [
    choice('Status report', 'Today on one page, for mail, chat or minutes: verdict, slip, gates, blockers, changes.', 'status.md', {
      format: 'report',
    }),
    choice(
      'Markdown document',
      'The whole plan to read, comment and edit, with timeline and diagrams; imported again it is the same plan.',
      'plan.md',
      {
        format: 'markdown',
      },
    ),
    choice('CSV', 'Tasks, gates and risks as rows, for a spreadsheet.', 'plan.csv', { format: 'csv' }),
    choice('YAML plan file', 'The whole plan, exactly, to keep in a repository; imported again it is the same plan.', 'plan.yaml', {
      format: 'yaml',
    }),
    choice('JSON plan file', 'The same plan file, for programs.', 'plan.json', { format: 'json' }),
  ]
}
