using System.Security.Cryptography;
using System.Text;
using Hippique.Racing;

namespace Hippique.Gpi.Rules;

/// <summary>The rule sets that ship, and reading of others.</summary>
public static class RuleSets
{
    public const string Default = "gpi-v5.1";

    /// <summary>In the order in which the method presents them.</summary>
    public static readonly IReadOnlyList<string> Names = [Default, "gpi-v5.1-strict", "gpi-v5.2", "gpi-edge"];

    /// <summary>A shipped rule set by its name.</summary>
    public static ParseResult<RuleSet> Load(string name) =>
        Names.Contains(name, StringComparer.Ordinal)
            ? Parse($"rules/{name}.yaml", Text(name))
            : ParseResult<RuleSet>.Fail($"'{Quoted.Short(name)}' is no rule set; expected one of {string.Join(", ", Names)}");

    /// <summary>The file of a shipped rule set, with its comments.</summary>
    public static string Text(string name) => Resources.Text($"rules/{name}.yaml");

    /// <summary>
    /// Reads a rule file. All errors are found at once, one a line: <c>file:line: key: what is allowed</c>.
    /// </summary>
    /// <param name="file">The name to show in errors.</param>
    /// <param name="text">The file's content.</param>
    public static ParseResult<RuleSet> Parse(string file, string text)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return YamlFile.Read(file, text, root => Read(root, hash));
    }

    private static RuleSet Read(YamlTable root, string hash)
    {
        var column = root.Choice("factors", ("v5.1", "v5.1"), ("v5.2", "v5.2"));
        return new RuleSet
        {
            Name = root.Text("name"),
            Title = root.Text("title"),
            Sha256 = hash,
            Factors = column,
            FactorRules = FactorRulesReader.Read(root.Table("factor_rules"), column),
            Weights = root.Choice("weights", ("fitted", WeightsChoice.Fitted), ("declared", WeightsChoice.Declared)),
            KellyFraction = root.Number("kelly_fraction", 0.01, 1),
            Budget = ReadBudget(root.Table("budget")),
            Singles = ReadSingles(root.Table("singles")),
            Guards = GuardRulesReader.Read(root.Table("guards")),
            PayoutCalibration = ReadPayout(root.Table("payout_calibration")),
        };
    }

    private static BudgetRules ReadBudget(YamlTable table)
    {
        var rules = new BudgetRules
        {
            RaceMax = table.Money("race_max", 0.1m, 5m),
            SinglesShare = table.Number("singles_share", 0, 1),
            CombinedShare = table.Number("combined_share", 0, 1),
            HorseShareMax = table.Number("horse_share_max", 0.01, 1),
            TicketsMax = table.Whole("tickets_max", 1, 2),
        };
        if (rules.SinglesShare + rules.CombinedShare > 1 + 1e-9)
            table.Refuse("combined_share", Problem.Of($"singles_share and combined_share together are at most 1"));
        table.Done();
        return rules;
    }

    private static SinglesRules ReadSingles(YamlTable table)
    {
        var rules = new SinglesRules
        {
            LegsMax = table.Whole("legs_max", 1, 3),
            PlaceDividend = table.Interval("place_dividend", 1, 1000),
            WinOdds = table.Interval("win_odds", 1, 1000),
            OneLegIn = table.Interval("one_leg_in", 1, 1000),
        };
        table.Done();
        return rules;
    }

    private static PayoutRules ReadPayout(YamlTable table)
    {
        var rules = new PayoutRules
        {
            RacesMin = table.Whole("races_min", 1, 100_000),
            BiasMax = table.Number("bias_max", 0, 1),
            WidthMax = table.Number("width_max", 0, 2),
            ValueRange = table.Interval("value_range", 0, 2),
            TakeOutTolerance = table.Number("take_out_tolerance", 0, 1),
            AgeDaysMax = table.Whole("age_days_max", 1, 3650),
        };
        table.Done();
        return rules;
    }
}
