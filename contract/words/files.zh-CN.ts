import type { WordTable } from '../words.ts'

/** What is said about files and pictures, in Chinese. */
export const files: WordTable = {
  'Send one file, as multipart/form-data, in the field “file”.': '请以 multipart/form-data 格式，在“file”字段中上传一个文件。',
  'Only a person can upload.': '只有成员可以上传文件。',
  'This file does not exist, or is not yours to see.': '文件不存在，或您无权查看。',
  'This file is not kept here any more.': '文件已不再保存。',
  'This file is still on its way from the provider. Try again in a moment.': '文件仍在从平台获取，请稍后再试。',
  'This file could not be fetched from the provider. Ask for it once more, or ask the customer to send it again.':
    '未能从平台获取此文件。请重新获取，或请客户再发送一次。',
  'This file is not kept any more and cannot be fetched again.': '此文件已不再保存，无法重新获取。',
  'This channel cannot fetch files from its provider.': '此渠道无法从平台获取文件。',
  'This is not the address of a file.': '这不是文件地址。',
  'This file is larger than {}: send a smaller one.': '文件超过 {}，请选择小一些的文件。',
  'Only JPEG, PNG, GIF, WebP and AVIF pictures have a small version.': '只有 JPEG、PNG、GIF、WebP 和 AVIF 图片可以生成缩略图。',
  'This picture is broken or too large to show small; download it instead.': '图片已损坏或过大，无法生成缩略图，请直接下载。',
  'Only recordings in AMR and SILK are made playable.': '只有 AMR 和 SILK 录音需要转换后播放。',
  'This recording is broken or too long to be played here; download it instead.': '录音已损坏或过长，无法在此播放，请直接下载。',
  'This picture’s link is not one of ours.': '图片链接无效。',
  'The picture could not be fetched.': '图片获取失败。',
  'The picture’s address leads on and on to other addresses.': '图片地址跳转次数过多。',
  'The picture’s server answered {}.': '图片所在的服务器返回了 {}。',
  'What lies at this address is not a picture.': '这个地址的内容不是图片。',
  'This is not the address of a picture.': '这不是图片地址。',
  'Only http and https addresses can be shown.': '只能显示 http 和 https 地址的图片。',
}
