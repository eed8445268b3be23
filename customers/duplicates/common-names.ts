/** Names so many people have that sharing one says little. Source: the national reports on names of the Ministry of Public Security, and censuses. */
export const commonChinese: ReadonlySet<string> = new Set(
  (
    '张伟 王伟 王芳 李伟 李娜 张敏 李静 王静 刘伟 王秀英 张丽 李秀英 王丽 张静 李军 王勇 李强 王磊 李敏 刘洋 王艳 王军 张勇 李杰 张杰 张磊 王强 ' +
    '李艳 张艳 刘芳 刘敏 王敏 陈静 王杰 李勇 陈伟 杨洋 刘静 张军 王娟 李娟 张涛 王涛 李明 王刚 陈杰 王超 李丽 刘杰 张强 刘勇 陈勇 张超 李刚 李霞 ' +
    '陈敏 刘军 陈丽 王鹏 张鹏 李涛 李超 张桂英 王桂英 王玉兰 李桂英 张秀英 李玉兰 王建国 张建国 李建国 王丽娟 张丽娟'
  ).split(' '),
)

export const commonGiven: ReadonlySet<string> = new Set(
  (
    'james john robert michael william david richard joseph thomas charles mary patricia jennifer linda elizabeth barbara susan jessica sarah ' +
    'karen daniel matthew anthony mark paul steven andrew emily emma anna maria laura peter alex chris kevin jason eric lisa amy amanda jack lily lucy tony'
  ).split(' '),
)

export const commonSurnames: ReadonlySet<string> = new Set(
  (
    'smith johnson williams brown jones garcia miller davis rodriguez martinez wilson anderson taylor thomas moore martin lee thompson white ' +
    'harris clark lewis walker young king wright scott green baker hill wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu lin guo he gao luo'
  ).split(' '),
)

/** Short forms by what they are short for. */
export const nicknames: ReadonlyMap<string, string> = new Map(
  (
    'tom thomas,tommy thomas,bill william,will william,billy william,bob robert,rob robert,bobby robert,mike michael,mick michael,liz elizabeth,' +
    'beth elizabeth,lizzie elizabeth,kate katherine,kathy katherine,katie katherine,jim james,jimmy james,jamie james,dave david,steve steven,stephen steven,' +
    'tony anthony,alex alexander,sasha alexander,sam samuel,ben benjamin,dan daniel,danny daniel,chris christopher,matt matthew,nick nicholas,jen jennifer,' +
    'jenny jennifer,sue susan,peggy margaret,maggie margaret,meg margaret,dick richard,rick richard,rich richard,ted edward,ed edward,eddie edward,joe joseph,' +
    'jack john,johnny john,andy andrew,drew andrew,tim timothy,greg gregory,jeff jeffrey,ken kenneth,ron ronald,pat patricia,patty patricia,debbie deborah,' +
    'becky rebecca,vicky victoria,nicky nicole,abby abigail,charlie charles,chuck charles,larry lawrence,fred frederick,max maximilian'
  )
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
)
