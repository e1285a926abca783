"""Words that tell a term from a stretch of text in official releases.

Classes of words, by hand: heads that names and concepts of administration, law
and finance end with, and words that only describe.
"""


def words_of(text: str) -> frozenset[str]:
    """The words of a text with spaces between them."""
    return frozenset(text.split())


# Last words of names and of concepts: bodies, instruments, schemes, measures.
NAMED_HEADS = words_of(
    "专利 专责小组 中心 交易所 人 体系 保险 债券 公会 公司 公报 公约 准则 利率 制度 办公室 "
    "办法 协会 协定 协议 厅 原则 司 商会 商标 基金 处 大学 委员会 学会 守则 小组 局 工作组 "
    "工具 工程 市场 平台 年报 当局 手册 指南 指引 指数 措施 数据库 方案 有限公司 服务 机制 "
    "机构 权 权利 条例 条约 标准 框架 比例 比率 法 法庭 法案 法院 测试 率 登记册 白皮书 "
    "目录 程序 税 管理 管理局 系统 纲要 组合 组织 细则 署 联盟 融资 行动 规例 规划 规则 "
    "规定 规章 计划 议定书 许可 论坛 证书 证券 证明书 评级 货币 费 通告 部 银行 限额 院 "
    "集团"
)
# Last words that seldom end a term.
VAGUE_LAST = words_of(
    "主要 之间 事务 人员 以上 以下 以来 任务 优势 传媒 作用 信心 先生 公众 关注 内容 冲击 "
    "判断 前景 力度 动力 努力 博士 压力 同志 员工 因素 国家 地区 基础 女士 小姐 工作 "
    "工作者 年 影响 必要 态度 总额 情况 意见 意识 成效 成果 挑战 支持 数量 方向 方面 日 时 "
    "时间 月 期间 本 机会 机遇 条 概览 步伐 水平 波动 活动 特点 状况 环境 理念 由 目标 章 "
    "等 经验 继续 能力 致力 规模 议题 贡献 资料 趋势 过程 运作 进展 透明度 部分 重点 "
    "重要性 问题 需求 需要 领域"
)
# First words that seldom begin a term.
VAGUE_FIRST = words_of(
    "一些 不 不同 与 为 主要 之 于 今年 从 以 任何 会 促进 全部 全面 其 其他 其它 具体 "
    "减少 加强 加快 包括 去年 及 可 各 各个 和 因 图 在 增加 多个 多项 大幅 大量 如 完善 "
    "实施 实现 对 将 工作 已 平均 广泛 应 开展 必要 或 所有 扩大 把 按 按照 推出 推动 推进 "
    "提供 提升 提高 整体 新 於 日益 显著 更 曾 最新 有关 有助 未 本 根据 此 每 深入 港 "
    "现有 由 的 目前 相关 确保 积极 第 经 继续 维持 能 良好 表 被 该 近期 这 进一步 进行 "
    "通过 那 部分 重大 重要 须"
)
# Folded last words that seldom end a term.
VAGUE_LAST_ENGLISH = words_of(
    "amount area aspect average case challenge condition continued demand development "
    "effect effort enquiry environment era example experience factor focus grew growth "
    "impact increase information inquiry issue knowledge level made manner matter media "
    "member momentum need number objective operation opportunity outlook part people "
    "position pressure process progress public purpose resource result role shock "
    "situation skill staff taken time trend use used way work year"
)
# Folded first words that seldom begin a term.
VAGUE_FIRST_ENGLISH = words_of(
    "all any based both certain chart continue current develop different dr due each "
    "enhance enhancing ensure existing facilitate first following further good help high "
    "important improve include including increased increasing large last low main maintain "
    "maintaining major many more most mr mrs ms new next other overall promote provide "
    "providing recent related relevant second several significant small some strengthen "
    "strong such support table through total various weak whether"
)
