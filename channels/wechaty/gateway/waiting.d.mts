type Kept = { name: string; message: unknown }

export function openWaiting(
  folder: string,
  limits: { most: number; letGo: (count: number) => void },
): Promise<{
  keep: (message: unknown) => Promise<void>
  take: (taken: string[], patienceMs: number) => Promise<Kept[]>
  count: () => Promise<number>
}>
