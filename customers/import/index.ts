import type { Feature, Handlers } from '../../server/feature.ts'
import { checkImport, startImport, undoImport } from './commands.ts'
import { getImport, listImports } from './imports.ts'
import { importJob, sweepImports } from './job.ts'
import { problemsRoute } from './problems-file.ts'
import { listProblems } from './problems.ts'
import { uploadRoute } from './upload.ts'

export const importHandlers = {
  'import.list': listImports,
  'import.get': getImport,
  'import.check': checkImport,
  'import.start': startImport,
  'import.undo': undoImport,
  'import.problems': listProblems,
} satisfies Handlers

export const importJobs: NonNullable<Feature['jobs']> = [{ name: 'import', run: importJob, concurrency: 2 }, sweepImports]

export const importRoutes: NonNullable<Feature['routes']> = (router) => {
  uploadRoute(router)
  problemsRoute(router)
}
