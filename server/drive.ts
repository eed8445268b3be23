import path from 'node:path'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { env, StartError } from './env.ts'

/** Where files lie. `folder` is set when that is a folder of this machine, so that a finished file can be renamed into place. */
export type Drive = { disk: Disk; folder: string | null }

let opened: Promise<Drive> | undefined

/** The one drive: DATA_DIR/files, or the bucket of S3_URL. */
export function drive(): Promise<Drive> {
  opened ??= env().S3_URL ? bucket(new URL(env().S3_URL ?? '')) : Promise.resolve(folder(path.join(env().DATA_DIR, 'files')))
  return opened
}

function folder(location: string): Drive {
  return { disk: new Disk(new FSDriver({ location, visibility: 'private' })), folder: location }
}

// The S3 client weighs more than the rest of the server: whoever uses S3 installs it (docs/operations.md).
async function bucket(url: URL): Promise<Drive> {
  const { S3Driver } = await import('flydrive/drivers/s3').catch((cause: unknown) => {
    throw new StartError('S3_URL needs a package more: run `npm install @aws-sdk/client-s3 @aws-sdk/s3-request-presigner` once.', { cause })
  })
  const driver = new S3Driver({
    bucket: url.pathname.slice(1),
    visibility: 'private',
    supportsACL: false,
    endpoint: `${url.searchParams.get('insecure') === '1' ? 'http' : 'https'}://${url.host}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password) },
  })
  return { disk: new Disk(driver), folder: null }
}
