import { useParams } from 'wouter'
import { CustomerPage } from './customer-page.tsx'
import { ListPage } from './list/list-page.tsx'

/** Everyone who ever wrote, or one of them in full. */
export default function CustomersPage() {
  const { id } = useParams<{ id?: string }>()
  return id ? <CustomerPage key={id} id={id} /> : <ListPage />
}
