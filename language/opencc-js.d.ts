declare module 'opencc-js/dict/TSCharacters' {
  /** `traditional simplified…` pairs, parted by `|`; where there are several simplified forms the usual one stands first. */
  const pairs: string
  export default pairs
}
declare module 'opencc-js/dict/TWVariantsRev' {
  /** `variant standard` pairs, parted by `|`. */
  const pairs: string
  export default pairs
}
declare module 'opencc-js/dict/HKVariantsRev' {
  /** `variant standard` pairs, parted by `|`. */
  const pairs: string
  export default pairs
}
