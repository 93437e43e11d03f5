using System.Text.Json;
using System.Text.RegularExpressions;
using Hippique.EndToEnd.Telemetry;
using Hippique.Sources;
using Hippique.Testing.Sources;
using YamlDotNet.Serialization;

namespace Hippique.EndToEnd.Deploy;

/// <summary>The alert rules, the dashboard and the table of the docs name what <c>/metrics</c> of a service has, and nothing else.</summary>
public sealed partial class MonitoringFilesTests
{
    /// <summary>Of several machines, or while something is the matter; with their labels.</summary>
    private static readonly Dictionary<string, string[]> NotOnThisPage = new(StringComparer.Ordinal)
    {
        ["hippique_node_clock_ahead_seconds"] = [],
        ["hippique_database_up"] = [],
        ["hippique_plan_next_try_timestamp_seconds"] = [],
        ["hippique_source_favourite_races"] = ["source"],
        ["hippique_source_favourite_agreement_ratio"] = ["source"],
    };

    private static readonly string[] LabelsOfPrometheus = ["job", "instance"];

    [Fact]
    public async Task Every_name_and_label_of_rules_dashboard_and_docs_is_on_the_page()
    {
        var page = await PageAsync();
        var named = page.Keys.SelectMany(name => new[] { name, Part().Replace(name, "") }).Concat(NotOnThisPage.Keys).ToHashSet();

        foreach (var (place, expression) in Expressions())
        {
            foreach (var name in Name().Matches(expression).Select(match => match.Value))
                named.ShouldContain(name, place);
            foreach (Match selector in Selector().Matches(expression))
            {
                var name = selector.Groups[1].Value;
                var known = page.GetValueOrDefault(name) ?? NotOnThisPage[name].ToHashSet();
                foreach (Match label in Label().Matches(selector.Groups[2].Value))
                    known.Union(LabelsOfPrometheus).ShouldContain(label.Groups[1].Value, $"{place}: {name}");
            }
        }
        foreach (var name in Name().Matches(Docs("observability.md")).Select(match => match.Value))
            named.ShouldContain(name, "docs/observability.md");
    }

    [Fact]
    public async Task Every_name_of_the_page_stands_in_the_docs()
    {
        var docs = Docs("observability.md");

        foreach (var name in (await PageAsync()).Keys.Select(name => Part().Replace(name, "")).Concat(NotOnThisPage.Keys).Distinct())
            docs.ShouldContain($"`{name}`");
    }

    [Fact]
    public void Every_rule_says_what_it_is_how_grave_it_is_and_what_to_do()
    {
        var rules = Rules();

        rules.Select(rule => rule.Alert).ShouldBeUnique();
        foreach (var rule in rules)
        {
            rule.Alert.ShouldStartWith("Hippique");
            rule.Labels["severity"].ShouldBeOneOf("page", "warn", "heartbeat");
            rule.Annotations["summary"].ShouldNotBeNullOrEmpty();
            rule.Annotations["description"].ShouldEndWith(".");
            Docs("observability.md").ShouldContain($"`{rule.Alert}`");
        }
        rules.Where(rule => rule.Labels["severity"] == "heartbeat").ShouldHaveSingleItem().Expr.ShouldBe("vector(1)");
        // Each is rung, or kept quiet, by the rules' own test.
        var test = File.ReadAllText(Path.Combine(ScriptBench.Root, "deploy/prometheus/hippique.rules.test.yml"));
        rules.ShouldAllBe(rule => test.Contains(rule.Alert));
    }

    [Fact]
    public void The_dashboard_has_one_place_for_each_panel_and_asks_the_chosen_source()
    {
        var panels = Dashboard().RootElement.GetProperty("panels").EnumerateArray().ToList();

        panels.Select(panel => panel.GetProperty("id").GetInt32()).ShouldBeUnique();
        panels.Select(panel => (Grid(panel, "x"), Grid(panel, "y"))).ShouldBeUnique();
        panels.ShouldAllBe(panel => Grid(panel, "x") + Grid(panel, "w") <= 24);
        foreach (var panel in panels.Where(panel => panel.TryGetProperty("targets", out _)))
            panel.GetProperty("datasource").GetProperty("uid").GetString().ShouldBe("${source}");
    }

    /// <summary>Names of samples, each with its labels.</summary>
    private static async Task<Dictionary<string, HashSet<string>>> PageAsync()
    {
        await using var measured = await MeasuredService.StartAsync();
        await measured.PlayAsync();
        measured.Service.Source.ProgrammeError = FakeSource.Error(SourceErrorKind.Changed, "zeturf");
        await measured.PostAsync("/schedule", """{"date":"today"}""");
        var page = await measured.PageAsync();
        return page.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .GroupBy(line => line.Split('{', ' ')[0])
            .ToDictionary(
                lines => lines.Key,
                lines => lines.SelectMany(line => Label().Matches(line).Select(label => label.Groups[1].Value)).ToHashSet()
            );
    }

    private static IEnumerable<(string Place, string Expression)> Expressions() =>
        Rules()
            .SelectMany(rule => new[] { rule.Expr }.Concat(rule.Annotations.Values).Select(text => (rule.Alert, text)))
            .Concat(
                Dashboard()
                    .RootElement.GetProperty("panels")
                    .EnumerateArray()
                    .Where(panel => panel.TryGetProperty("targets", out _))
                    .SelectMany(panel =>
                        panel
                            .GetProperty("targets")
                            .EnumerateArray()
                            .Select(target => (panel.GetProperty("title").GetString()!, target.GetProperty("expr").GetString()!))
                    )
            );

    private static List<Rule> Rules() =>
        new DeserializerBuilder()
            .WithNamingConvention(YamlDotNet.Serialization.NamingConventions.CamelCaseNamingConvention.Instance)
            .Build()
            .Deserialize<RuleFile>(File.ReadAllText(Path.Combine(ScriptBench.Root, "deploy/prometheus/hippique.rules.yml")))
            .Groups.SelectMany(group => group.Rules)
            .ToList();

    private static JsonDocument Dashboard() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(ScriptBench.Root, "deploy/grafana/hippique.json")));

    private static int Grid(JsonElement panel, string name) => panel.GetProperty("gridPos").GetProperty(name).GetInt32();

    private static string Docs(string file) => File.ReadAllText(Path.Combine(ScriptBench.Root, "docs", file));

    private sealed class RuleFile
    {
        public List<RuleGroup> Groups { get; set; } = [];
    }

    private sealed class RuleGroup
    {
        public string Name { get; set; } = "";
        public List<Rule> Rules { get; set; } = [];
    }

    private sealed class Rule
    {
        public string Alert { get; set; } = "";
        public string Expr { get; set; } = "";
        public string For { get; set; } = "";
        public Dictionary<string, string> Labels { get; set; } = [];
        public Dictionary<string, string> Annotations { get; set; } = [];
    }

    [GeneratedRegex(@"\b(hippique|process|dotnet)_[a-z0-9_]+\b")]
    private static partial Regex Name();

    [GeneratedRegex(@"\b((?:hippique|process|dotnet)_[a-z0-9_]+)\{([^}]*)\}")]
    private static partial Regex Selector();

    [GeneratedRegex("""([a-z_]+)(?:=|=~|!=|!~)"(?:[^"\\]|\\.)*["]""")]
    private static partial Regex Label();

    // A sum of its own is no part of a histogram.
    [GeneratedRegex("(?<=_seconds)(?<!_late_seconds)_(bucket|sum|count)$")]
    private static partial Regex Part();
}
