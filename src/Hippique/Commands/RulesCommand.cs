using System.CommandLine;
using Hippique.Calculators;
using Hippique.Gpi.Rules;
using Hippique.Hosting;

namespace Hippique.Commands;

/// <summary><c>hippique rules list|show|check FILE|diff A B</c>: the rule sets that ship, and one's own.</summary>
public static class RulesCommand
{
    public static Command Create() => new("rules", Texts.Get("rules")) { List(), ShowOne(), Check(), Diff() };

    private static Command List()
    {
        var command = new Command("list", Texts.Get("rules_list"));
        command.SetAction(parsed =>
        {
            var screen = Screen.Of(parsed);
            var sets = RuleSets.Names.Select(name => RuleSets.Load(name).Value).ToList();
            screen.Answer(
                sets.Select(RuleLine.Of),
                told =>
                    screen.Table(
                        ["<rules_column_name", "<rules_column_title", "<rules_column_hash"],
                        told.Select(set => new[] { set.Name, set.Title, set.Sha256[..12] })
                    )
            );
            return 0;
        });
        return command;
    }

    private static Command ShowOne()
    {
        var name = new Argument<string>("NAME")
        {
            Description = Texts.Get("rules_name"),
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("RULES") is { Length: > 0 } chosen ? chosen : RuleSets.Default,
        };
        var command = new Command("show", Texts.Get("rules_show")) { name };
        command.SetAction(parsed =>
        {
            var screen = Screen.Of(parsed);
            var source = RuleSource.Of(parsed.GetValue(name)!);
            if (!source.Rules.IsOk)
                return screen.FailPlain(ProblemText.Lines([source.Rules.Error]));
            screen.Answer(
                new RuleText(source.Rules.Value.Name, source.Rules.Value.Title, source.Rules.Value.Sha256, source.Text),
                told => screen.Out.Write(told.Text)
            );
            return 0;
        });
        return command;
    }

    private static Command Check()
    {
        var file = new Argument<string>("FILE") { Description = Texts.Get("rules_file") };
        var command = new Command("check", Texts.Get("rules_check")) { file };
        command.SetAction(parsed =>
        {
            var screen = Screen.Of(parsed);
            var named = parsed.GetValue(file)!;
            var source = RuleSource.Of(named);
            // Editors jump to file:line, so nothing stands before it.
            if (!source.Rules.IsOk)
                return screen.FailPlain(ProblemText.Lines([source.Rules.Error]));
            screen.Answer(RuleLine.Of(source.Rules.Value), told => screen.Say(Texts.Get("rules_sound", named, told.Name, told.Title)));
            return 0;
        });
        return command;
    }

    private static Command Diff()
    {
        var left = new Argument<string>("A") { Description = Texts.Get("rules_name") };
        var right = new Argument<string>("B") { Description = Texts.Get("rules_name") };
        var command = new Command("diff", Texts.Get("rules_diff")) { left, right };
        command.SetAction(parsed =>
        {
            var screen = Screen.Of(parsed);
            var (one, two) = (RuleSource.Of(parsed.GetValue(left)!), RuleSource.Of(parsed.GetValue(right)!));
            foreach (var source in new[] { one, two })
                if (!source.Rules.IsOk)
                    return screen.FailPlain(ProblemText.Lines([source.Rules.Error]));
            var differences = RuleDifferences.Between(one.Text, two.Text);
            screen.Answer(differences, told => Show(told, one.Rules.Value.Name, two.Rules.Value.Name, screen));
            return 0;
        });
        return command;
    }

    private static void Show(IReadOnlyList<RuleDifference> differences, string left, string right, Screen screen)
    {
        if (differences.Count == 0)
        {
            screen.Say(Texts.Get("rules_same", left, right));
            return;
        }
        screen.Say(Texts.Get("rules_differences", differences.Count, left, right));
        screen.Table(
            ["<rules_column_key", "<rules_column_left", "<rules_column_right"],
            differences.Select(one => new[] { one.Key, one.Left ?? "–", one.Right ?? "–" })
        );
    }

    private sealed record RuleLine(string Name, string Title, string Sha256)
    {
        public static RuleLine Of(RuleSet set) => new(set.Name, set.Title, set.Sha256);
    }

    /// <param name="Text">The file as it is, with the source of every number.</param>
    private sealed record RuleText(string Name, string Title, string Sha256, string Text);
}
