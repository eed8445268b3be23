import { useParams } from 'wouter'
import { OneImport } from './one-import.tsx'
import { StartPage } from './start-page.tsx'

/** Files of customers: a new one to send and those sent before, or one of them in full. */
export default function ImportPage() {
  const { id } = useParams<{ id?: string }>()
  return <main className="min-h-0 min-w-0 flex-1 overflow-auto">{id ? <OneImport key={id} id={id} /> : <StartPage />}</main>
}
