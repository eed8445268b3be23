import type { Feature, Handlers } from '../../server/feature.ts'
import { checkImport, readImport, startImport, undoImport } from './commands.ts'
import { getImport, listImports } from './imports.ts'
import { importJob, sweepImports } from './job.ts'
import { problemsRoute } from './problems-file.ts'
import { groupProblems, listProblems } from './problems.ts'
import { uploadRoute } from './upload.ts'

export const importHandlers = {
  'import.list': listImports,
  'import.get': getImport,
  'import.read': readImport,
  'import.check': checkImport,
  'import.start': startImport,
  'import.undo': undoImport,
  'import.problem-groups': groupProblems,
  'import.problems': listProblems,
} satisfies Handlers

export const importJobs: NonNullable<Feature['jobs']> = [{ name: 'import', run: importJob, concurrency: 2 }, sweepImports]

export const importRoutes: NonNullable<Feature['routes']> = (router) => {
  uploadRoute(router)
  problemsRoute(router)
}
