// @ts-check
// A process that starts the cluster in a folder, prints who it is (its system identifier), and stays: `node --import tsx cluster-starter.mjs FOLDER`.
import pg from 'pg'
import { startCluster } from '../../server/postgres/cluster.ts'

const { url } = await startCluster(process.argv[2] ?? '')
const client = new pg.Client({ connectionString: url })
await client.connect()
const { rows } = await client.query('SELECT system_identifier::text AS id FROM pg_control_system()')
process.stdout.write(`${rows[0].id}\n`)
client.on('error', () => process.exit(0))
