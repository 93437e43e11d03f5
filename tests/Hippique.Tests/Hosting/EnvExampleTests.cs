using System.Collections;
using System.Text.RegularExpressions;
using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Tests.Hosting;

/// <summary><c>.env.example</c> at the root of the repository: every variable, with its default.</summary>
public sealed partial class EnvExampleTests
{
    /// <summary>Asked for where an error is printed, not by the settings.</summary>
    private const string ReadElsewhere = "HIPPIQUE_TRACE";

    /// <summary>Set by the image and by Cloud Run, never by a user.</summary>
    private static readonly string[] Platform = ["DOTNET_RUNNING_IN_CONTAINER", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"];

    private static readonly string Root = FindRoot();
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Root, ".env.example"));

    [Fact]
    public void Every_variable_that_is_read_stands_in_the_file_and_no_other()
    {
        var read = new ReadNames("");
        _ = SettingsReader.Read(read, Root);
        var cloud = new ReadNames("cloud");
        // Without a project, or a database, it is refused, after all of it was asked for.
        _ = Should.Throw<ConfigurationException>(() => SettingsReader.Read(cloud, Root));

        var postgres = new ReadNames("postgres");
        _ = Should.Throw<ConfigurationException>(() => SettingsReader.Read(postgres, Root));

        Defaults()
            .Keys.Order()
            .ShouldBe(read.Names.Union(cloud.Names).Union(postgres.Names).Append(ReadElsewhere).Except(Platform).Order());
    }

    /// <summary>What stands behind a # is what a user gets who leaves it there.</summary>
    [Fact]
    public void Each_default_is_the_one_that_the_program_has()
    {
        var defaults = SettingsReader.Read(new Dictionary<string, string>(), Root);

        Written(SettingsReader.Read(Defaults(), Root)).ShouldBe(Written(defaults));
    }

    [Fact]
    public void A_copy_of_it_sets_nothing()
    {
        Lines.ShouldAllBe(line => line.Length == 0 || line[0] == '#');
        var folder = Directory.CreateTempSubdirectory("hippique-env-");
        try
        {
            File.WriteAllLines(Path.Combine(folder.FullName, ".env"), Lines);
            Should.NotThrow(() => DotEnvFile.Load(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Docker takes what stands behind = as it is, quotes and comments included.</summary>
    [Fact]
    public void Values_are_plain_and_each_has_a_line_that_explains_it()
    {
        for (var i = 0; i < Lines.Length; i++)
        {
            if (!Variable().IsMatch(Lines[i]))
                continue;
            Lines[i].ShouldNotContain(" ");
            Lines[i].ShouldNotContain("\"");
            Lines[i - 1].ShouldMatch("^# |^#SOURCES__");
        }
    }

    [Fact]
    public void Every_variable_is_explained_in_the_docs()
    {
        var docs = string.Concat(
            ((string[])["configuration.md", "cloud.md", "observability.md"]).Select(file =>
                File.ReadAllText(Path.Combine(Root, "docs", file))
            )
        );

        foreach (var name in Defaults().Keys.Where(name => !Site().IsMatch(name)))
            docs.ShouldContain($"`{name}`");
    }

    private static Dictionary<string, string> Defaults() =>
        Lines
            .Select(line => Variable().Match(line))
            .Where(line => line.Success)
            .ToDictionary(line => line.Groups[1].Value, line => line.Groups[2].Value);

    private static string Written(HippiqueSettings settings) =>
        string.Join(
            '\n',
            settings.Server,
            settings.Data,
            settings.Play with
            {
                Operators = [],
                Countries = [],
            },
            string.Join(',', settings.Play.Operators),
            string.Join(',', settings.Play.Countries),
            settings.Sources.RequestsPerSecond,
            settings.Sources.RequestsPerDay,
            string.Join(',', settings.Sources.Order),
            string.Join(',', settings.Sources.Statistics),
            settings.Sources.Contact,
            string.Join(',', settings.Sources.BaseUrls),
            string.Join(',', settings.Sources.Timeouts),
            settings.Telemetry,
            settings.Module
        );

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hippique.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("^#?([A-Z][A-Z0-9_]*)=(.*)$")]
    private static partial Regex Variable();

    // One row stands for all sites.
    [GeneratedRegex("^SOURCES__[A-Z]+__")]
    private static partial Regex Site();

    /// <summary>Holds no variable but <c>QUEUE</c>, and remembers which it was asked for.</summary>
    private sealed class ReadNames(string queue) : IReadOnlyDictionary<string, string>
    {
        public HashSet<string> Names { get; } = [];

        public int Count => 0;
        public IEnumerable<string> Keys => [];
        public IEnumerable<string> Values => [];
        public string this[string key] => throw new KeyNotFoundException(key);

        public bool TryGetValue(string key, out string value)
        {
            Names.Add(key);
            value = key == "QUEUE" ? queue : "";
            return value.Length > 0;
        }

        public bool ContainsKey(string key) => TryGetValue(key, out _);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
            Enumerable.Empty<KeyValuePair<string, string>>().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
