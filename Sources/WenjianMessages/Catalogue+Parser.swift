// What the argument parser says.

extension Catalogue {
  static let parser: [Entry] = [
    Entry("OVERVIEW: %1", "概述：%1", "概述：%1"),
    Entry("USAGE: %1", "用法：%1", "用法：%1"),
    Entry("Usage: %1", "用法：%1", "用法：%1"),
    Entry("ARGUMENTS:", "参数：", "引數："),
    Entry("OPTIONS:", "选项：", "選項："),
    Entry("SUBCOMMANDS:", "子命令：", "子指令："),
    Entry("Help:  %1", "说明：  %1", "說明：  %1"),
    Entry("See '%1' for detailed help.", "详细说明见 '%1'。", "詳細說明見 '%1'。"),
    Entry("See '%1' for more information.", "更多说明见 '%1'。", "更多說明見 '%1'。"),
    Entry("Show the version.", "显示版本。", "顯示版本。"),
    Entry("Show help information.", "显示帮助信息。", "顯示說明。"),
    Entry("Show subcommand help information.", "显示子命令的帮助信息。", "顯示子指令的說明。"),
    Entry("Unknown option '%1'", "未知选项 '%1'", "未知選項 '%1'"),
    Entry("Unknown option '%1'. Did you mean '%2'?", "未知选项 '%1'。是否指 '%2'？", "未知選項 '%1'。是否指 '%2'？"),
    Entry("Missing value for '%1'", "'%1' 缺少值", "'%1' 缺少值"),
    Entry("Missing expected argument '%1'", "缺少参数 '%1'", "缺少引數 '%1'"),
    Entry("Missing one of: '%1'", "缺少其中之一：'%1'", "缺少其中之一：'%1'"),
    Entry("Unexpected argument '%1'", "多余的参数 '%1'", "多餘的引數 '%1'"),
    Entry("%1 unexpected arguments: '%2'", "%1 个多余的参数：'%2'", "%1 個多餘的引數：'%2'"),
    Entry(
      "The option '%1' does not take any value, but '%2' was specified.",
      "选项 '%1' 不带值，但给出了 '%2'。",
      "選項 '%1' 不帶值，但給出了 '%2'。"),
    Entry(
      "Value to be set with %1 had already been set with %2",
      "要用%1设置的值已由%2设置",
      "要用%1設定的值已由%2設定", nested: [1, 2]),
    Entry("flag %1", "选项 %1", "選項 %1"),
    Entry("position %1", "第 %1 个参数", "第 %1 個引數"),
    Entry("The value '%1' is invalid for '%2'", "值 '%1' 对 '%2' 无效", "值 '%1' 對 '%2' 無效"),
    Entry("The value '%1' is invalid for '%2': %3", "值 '%1' 对 '%2' 无效：%3", "值 '%1' 對 '%2' 無效：%3"),
    Entry(
      "The value '%1' is invalid for '%2'. Please provide one of %3.",
      "值 '%1' 对 '%2' 无效。应为其中之一：%3。",
      "值 '%1' 對 '%2' 無效。應為其中之一：%3。", nested: [3]),
    Entry("%1 or %2", "%1 或 %2", "%1 或 %2", isPart: true),
    Entry("%1 and %2", "%1 和 %2", "%1 和 %2", isPart: true),
    Entry("Missing required subcommand.", "缺少子命令。", "缺少子指令。"),
    Entry("Invalid option: %1", "无效选项：%1", "無效選項：%1"),
    Entry("(default: %1)", "（默认：%1）", "（預設：%1）"),
    Entry("(values: %1)", "（可用值：%1）", "（可用值：%1）"),
    Entry("(values: %1; default: %2)", "（可用值：%1；默认：%2）", "（可用值：%1；預設：%2）"),
  ]
}
