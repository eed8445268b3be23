/** Files travel as bytes, not as JSON: `POST /api/v1/files` (multipart, field `file`) answers an attachment;
 * `GET /api/v1/files/:id` and `GET /api/v1/files/:id/thumbnail` answer its bytes. */
export const filePath = (fileId: string, variant: 'original' | 'thumbnail' = 'original') =>
  `/api/v1/files/${fileId}${variant === 'thumbnail' ? '/thumbnail' : ''}`
