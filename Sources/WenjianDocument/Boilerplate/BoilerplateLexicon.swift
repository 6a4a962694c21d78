// What stands on pages beside their text, and how a short line is told by it.

import WenjianText

/// What a line is made of, by the words of site furniture in it.
package struct LineFurniture {
  /// Han in words of furniture.
  package var covered = 0
  /// Words that stand in no title and no article.
  package var strong = 0
  /// Words of buttons and links.
  package var weak = 0
  /// Names of columns: 国内, 财经.
  package var topics = 0
  /// Words of disclaimers that laws have as well: 侵权, 版权.
  package var disclaimers = 0
  /// Those that only a site says of itself: 本站, 转载.
  package var own = 0
  /// > › » between words; none where they are brackets or stand behind a label.
  package var crumbs = 0

  /// Reads a whole line.
  package static func read(_ line: FoldedLine) -> LineFurniture {
    var found = LineFurniture()
    var isBracketed = false
    var index = 0
    let lexicon = Self.lexicon
    while index < line.count {
      if let (tag, count) = lexicon.match(line, at: index) {
        switch tag {
        case 0: found.strong += 1
        case 1: found.weak += 1
        case 2: found.topics += 1
        case 3: found.disclaimers += 1
        default:
          found.own += 1
          found.strong += line.han < 40 ? 1 : 0
        }
        for offset in 0..<count where FoldedLine.isHan(line.scalars[index + offset]) { found.covered += 1 }
        index += count
        continue
      }
      switch line.scalars[index] {
      case ">", "›", "»", "→": found.crumbs += 1
      case "<", ":", "‹", "«": isBracketed = true
      default: break
      }
      index += 1
    }
    if isBracketed { found.crumbs = 0 }
    return found
  }

  /// Whether a line, a sentence perhaps, is a disclaimer.
  package var isDisclaimer: Bool { own > 0 && own + disclaimers + strong >= 3 }

  /// Whether a line that is no sentence is furniture.
  package func isFurniture(_ line: FoldedLine) -> Bool {
    if strong > 0 { return true }
    let words = weak + topics
    if crumbs >= 2, line.han < 40 { return true }
    if crumbs == 1, weak > 0 { return true }
    // One word of a button alone in its line, several of them, or a row of columns.
    if weak > 0, covered * 3 >= line.han * 2 { return true }
    return (topics >= 3 || (weak > 0 && words >= 3)) && covered * 10 >= line.han * 7
  }

  package static let lexicon = FoldedLexicon([
    (
      0,
      """
      分享到 分享至 扫一扫 扫码 二维码 客户端下载 下载客户端 新闻客户端 移动客户端 移动端 当前位置 我的位置 您的位置 现在位置 \
      你的位置 所在位置 目前位置 设为首页 加入收藏 添加收藏 购物车 版权所有 著作权所有 icp备 icp证 公网安备 \
      网站地图 网站导览 网站标识码 返回顶部 返回首页 回首页 返回目录 返回列表 上一篇 下一篇 上一条 下一条 上一页 下一页 \
      尾页 上一张 下一张 无障碍阅读 无障碍浏览 长者助手 关怀版 手机版 打印本页 关闭窗口 关闭本页 责任编辑 责编 网络编辑 相关阅读 相关新闻 相关链接 \
      相关稿件 相关专题 相关文章 相关推荐 相关报道 延伸阅读 推荐阅读 热门推荐 热门文章 热门排行 精彩推荐 今日推荐 更多新闻 更多精彩 \
      打赏 我要举报 举报这篇 点击或扫描 立即注册 找回密码 浏览次数 阅读次数 点阅次数 访问量 浏览人次 浏览量 参与互动 我要留言 \
      发表评论 还没有评论 登录后 意见信箱 隐私权 服务条款 友情链接 跳到主要内容 跳至主要内容 跳过导航 \
      all_rights_reserved copyright powered public_domain creative_commons 转载请注明 不得转载 严禁转载 禁止转载 请勿转载 主办单位: 承办单位: 技术支持: 最佳浏览 \
      建议使用ie 阅读原文 关注该公众号 继续阅读 手机阅读 我要纠错 网友评论 查看更多 友善列印 收藏本站 保存网页
      """
    ),
    (
      1,
      """
      首页 主页 栏目 登录 注册 简体版 繁体版 著作权 打印 列印 关闭 分享 收藏 举报 提交 搜索 检索 下载 返回 导航 菜单 更多 客户端 手机 扫描 点击 微信 微博 朋友圈 qq空间 \
      新浪微博 人人网 a- a+ 字号 字体 大 中 小 简 繁 en english rss 网站首页 联系我们 关于我们 广告服务 招聘信息 网站律师 邮箱 \
      复制链接 纠错 评论 回复 点赞 正文 上页 下页 常见问答 儿童版 回复: 反馈 我要反馈 facebook line twitter 订阅 桌面 视频
      """
    ),
    (
      2,
      """
      国内 国际 图片 生活 军事 人物 科技 文娱 经济 评论 新闻 社会 法治 财经 农业 健康 体育 娱乐 教育 汽车 房产 时政 要闻 滚动 港澳 台湾 \
      文化 旅游 理论 党建 党史 反腐 人事 专题 视频 政务 政策 公开 服务 互动 数据 国情 问政 机构 走进 政务公开 政务服务 互动交流 \
      信息公开 办事指南 办事服务 政民互动 新闻中心 通知公告 领导 组织 问答 论坛 家园 排行榜 即时 政治 两岸 产经 证券 地方 综艺 片库 直播 听音 \
      电视 电台 播客 高清 快讯 观点 思想 深度 社会法治 生活健康 财经农业
      """
    ),
    (3, "侵权 版权 声明 观点 删除 联系我们"),
    (4, "转载 本站 本网 免责声明 仅供参考 仅限学习 不代表 信息发布平台 存储空间 版权声明 未经授权 未经书面"),
  ])
}
