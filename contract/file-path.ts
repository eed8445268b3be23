/** Files travel as bytes, not as JSON: `POST /api/v1/files` (multipart, field `file`) answers an attachment;
 * `GET /api/v1/files/:id`, and `/thumbnail` or `/voice` behind it, answer its bytes, a small picture of it, a recording as every browser plays it. */
export const filePath = (fileId: string, variant: 'original' | 'thumbnail' | 'voice' = 'original') =>
  `/api/v1/files/${fileId}${variant === 'original' ? '' : `/${variant}`}`
