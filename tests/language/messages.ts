import type { Label } from '../../language/model.ts'

/** What customers write, of our own writing and in none of the training data: a line each. */
export const messages: Record<'zh' | 'en', Record<Label, string>> = {
  zh: {
    positive: `东西很好，谢谢
      老板人特别好，下次还带朋友来
      收到货了，比图片还漂亮，爱了爱了
      昨天吃的那家牛排特别嫩，服务员笑眯眯的
      客服小姐姐超耐心，五分钟就帮我搞定了
      用了一个月，皮肤明显细了，值
      房间干净，窗外就是海，孩子玩疯了
      送货师傅冒雨送来的，太感动了
      音质真的惊艳到我了
      这次体验满分
      你们的效率真高，点个赞
      课讲得通俗易懂，老师很用心
      终于修好了，太感谢师傅了
      给爸妈买的，他们喜欢得不得了
      物流神速，昨晚下单今早就到
      味道正宗，跟老家的一样香
      医生特别细致，讲得明明白白
      好看又好用，闭眼入
      谢谢你们一直帮我跟进，问题圆满解决
      住得舒心，下回出差还选这里
      电影全程无尿点，结尾看哭了
      剪得很满意，同事都夸
      性价比之王，室友也跟着买了
      游戏画面精致，玩得停不下来
      售后没话说，二话不说给我换了新的
      [强][强]真不错
      太棒了👍
      包间环境优雅，菜也精致
      第三次回购了，一如既往的稳
      真香，果断推荐给闺蜜`,
    neutral: `请问什么时候发货
      你好，在吗
      我想改一下收货地址
      这个有黑色的吗
      发票能开公司抬头吗
      明天几点营业
      订单号发你了，帮忙看一下
      身高175体重70穿什么码
      可以分期付款吗
      快递到哪了
      忘记密码了怎么办
      退款一般几天到账
      需要提前几天预约
      我下午三点过去取
      两个一起买包邮吗
      怎么绑定银行卡
      早餐几点开始
      孕妇可以用吗
      好的，我知道了
      能不能换成大一号的
      门店在哪条路上
      我已经付款了
      登录时提示验证码错误
      保修期是多长时间
      为什么我的订单还是待发货
      帮我取消昨天的预约
      有没有停车位
      会员积分怎么兑换
      这两款有什么区别
      麻烦放到快递柜里`,
    negative: `太差了，要投诉
      等了两个小时没人理，什么破店
      用了三天就坏了，质量真垃圾
      客服态度恶劣，问什么都不耐烦
      菜又咸又凉，吃完还拉肚子
      说好的赠品没有，骗子
      衣服洗一次就掉色，气死我了
      房间一股霉味，被子上还有头发
      再也不会来了
      迟迟不退款，打电话也不接
      发错货还让我自己出运费，凭什么
      剧情稀烂，看了半小时就睡着了
      师傅爱答不理的，钱还收得贵
      屏幕一堆坏点，这品控绝了
      失望透顶，浪费我的时间
      你们这是霸王条款吧，欺负人
      送来的蛋糕全塌了，生日都毁了
      软件动不动闪退，更新完更卡
      根本不是正品，一眼假
      航班延误六小时连口水都不给
      无语，同样的问题反映三遍了还没解决
      又贵又难吃，谁去谁后悔
      噪音大得睡不着，体验极差
      讲课照着念PPT，完全是糊弄
      [怒][怒]还要我等多久
      水果一半是烂的，太坑了
      别买！用着用着冒烟了
      推来推去没人负责，什么公司啊
      按摩完腰更疼了，技师一点不专业
      广告吹得天花乱坠，实物惨不忍睹`,
  },
  en: {
    positive: `Thanks, works great
      The staff went out of their way to help us
      Best ramen I have had outside Japan
      My kids adore this toy, they play with it every day
      Setup took two minutes and it has been rock solid since
      Super friendly driver, spotless car
      I laughed the whole way through, what a film
      Your agent fixed it in no time, I'm so grateful
      Gorgeous view from the balcony and a comfy bed
      It fits like a glove and the color is lovely
      Honestly exceeded every expectation
      Crisp sound, long battery life, very happy with it
      The dentist was gentle and explained everything
      Will order again for sure
      You guys rock!
      Beautifully written, I couldn't put it down
      Great value, my neighbor bought one too
      Fresh ingredients, generous portions, warm welcome
      Five stars, no complaints at all
      Delivery was a day early, well done
      love love love this jacket 😍
      such a relaxing stay, we'll be back
      The teacher made it fun and easy to follow
      Finally an app that just works
      Not bad at all, in fact it's excellent
      You saved my holiday, thank you
      The haircut is perfect
      Smooth ride and quiet engine, impressed
      A charming little place with amazing pastries
      Awesome support, solved within minutes`,
    neutral: `Where is my order?
      Hi, anyone there?
      What are your opening hours on Sunday
      How do I reset my password
      Can I change the delivery address
      Does this come in blue?
      I'd like to book a table for two at seven
      Is the charger included
      My order number is 48213
      How long does a refund take?
      Could you send me the invoice
      Which bus goes to the hotel?
      I need to update my card details
      The app asks for a verification code
      Do you ship to Norway
      ok, I will wait
      Can I pay in installments?
      What is the difference between the two plans
      My card was declined, what should I do
      please cancel my appointment for tomorrow
      Is there a student discount?
      how do I activate the new SIM
      I will come by on Tuesday afternoon
      Are pets allowed in the rooms
      What size should I take if I am 180 cm tall
      Why is my transfer still pending
      I typed the wrong email address
      When does the next class start
      Just uploaded the form you asked for
      Can someone call me about my contract`,
    negative: `This is terrible, I want my money back!
      Waited an hour and nobody even said hello
      It stopped charging after three days
      The worst haircut I have ever had
      Your support keeps ignoring my emails
      Food was cold and the waiter rolled his eyes
      Complete rip-off, avoid this place
      The plot makes no sense and the acting is wooden
      Filthy bathroom and a smell I can't describe
      I regret buying this junk
      App crashes every time I open it
      Zero stars if I could
      They charged me twice and refuse to fix it
      My package arrived crushed and half of it is missing
      I'm furious, this is the third time
      So disappointed with the quality
      Driver was rude and got lost twice
      Don't waste your money on this
      It was not good at all
      The mattress is like concrete, my back is killing me
      False advertising, looks nothing like the picture
      Boring, slow and way too long
      How is it possible to be this incompetent?
      We got food poisoning from the chicken
      The seams ripped the first time I wore it
      Nobody answers the phone, useless
      never again 😡
      Overpriced and underwhelming
      The update broke everything, thanks for nothing
      Lost my luggage and shrugged it off`,
  },
}
