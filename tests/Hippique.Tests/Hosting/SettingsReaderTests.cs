using System.Net;
using Hippique.Gpi.Calibration;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Racing;

namespace Hippique.Tests.Hosting;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Nothing_set_gives_the_documented_defaults()
    {
        var settings = Read();

        settings.Server.Port.ShouldBe(8080);
        settings.Server.Bind.ShouldBe(IPAddress.Loopback);
        settings.Server.RequireAuth.ShouldBeTrue();
        settings.Server.ServiceName.ShouldBe("hippique-orchestrator");
        settings.Data.Folder.ShouldBe(Path.Combine(Path.GetTempPath().TrimEnd('/'), "data"));
        settings.Data.KeepDays.ShouldBe(400);
        settings.Play.Rules.ShouldBe("gpi-v5.1");
        settings.Play.Model.ShouldBeSameAs(GpiModels.Default);
        settings.Play.Operators.ShouldBe([Pool.ZEturf]);
        settings.Play.Countries.ShouldBe(["FRA"]);
        settings.Play.Bankroll.ShouldBe(new Euro(500m));
        settings.Play.BudgetPerRace.ShouldBe(new Euro(5m));
        settings.Play.DailyLimit.ShouldBeNull();
        settings.Play.WeeklyLimit.ShouldBeNull();
        settings.Play.ExoticsPaused.ShouldBeFalse();
        settings.Sources.RequestsPerSecond.ShouldBe(1.0);
        // The day plan uses Geny and ZEturf together.
        settings.Sources.Order.ShouldBe(["zeturf", "pmu", "geny"]);
        settings.Sources.Timeouts["zeturf"].ShouldBe(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void Order_of_the_sources_is_configuration()
    {
        Read(("SOURCES__ORDER", "Geny, boturfers,pmu")).Sources.Order.ShouldBe(["geny", "boturfers", "pmu"]);
        Should
            .Throw<ConfigurationException>(() => Read(("SOURCES__ORDER", "geny,elsewhere")))
            .Problems.ShouldHaveSingleItem()
            .ToString()
            .ShouldStartWith("SOURCES__ORDER: 'elsewhere' is no source");
    }

    [Fact]
    public void Figures_are_collected_from_their_site_unless_the_day_is_seen_through_another_address()
    {
        Read().Sources.Statistics.ShouldBe(["zoneturf"]);
        Read(("SOURCES__STATISTICS", "none")).Sources.Statistics.ShouldBe(["none"]);
        Read(("SOURCES__PMU__BASE_URL", "http://127.0.0.1:9/")).Sources.Statistics.ShouldBeEmpty();
        Read(("SOURCES__ORDER", "none")).Sources.Statistics.ShouldBeEmpty();
        Read(("SOURCES__PMU__BASE_URL", "http://127.0.0.1:9/"), ("SOURCES__STATISTICS", "zoneturf"))
            .Sources.Statistics.ShouldBe(["zoneturf"]);
    }

    [Fact]
    public void The_old_recipe_for_one_machine_still_runs()
    {
        var settings = Read(
            ("PROJECT_ID", "my-project"),
            ("SERVICE_URL", "http://localhost:8080"),
            ("BUDGET_PER_RACE", "2.5"),
            ("BIND", "all")
        );

        settings.Server.ServiceUrl.ShouldBe(new Uri("http://localhost:8080"));
        settings.Play.BudgetPerRace.ShouldBe(new Euro(2.5m));
        settings.Server.Bind.ShouldBe(IPAddress.Any);
    }

    [Fact]
    public void Limits_reach_the_phases_and_nought_is_one()
    {
        var play = Read(("DAILY_LIMIT", "0"), ("WEEKLY_LIMIT", "42.50"), ("EXOTICS_PAUSED", "true")).Play.ForPhases();

        play.DailyLimit.ShouldBe(Euro.Zero);
        play.WeeklyLimit.ShouldBe(new Euro(42.5m));
        play.ExoticsPaused.ShouldBeTrue();
        Read(("WEEKLY_LIMIT", "")).Play.ForPhases().WeeklyLimit.ShouldBeNull();
    }

    [Fact]
    public void Lists_are_read_and_all_countries_are_an_empty_list()
    {
        var settings = Read(("OPERATORS", "pmu, zeturf"), ("COUNTRIES", "all"));

        settings.Play.Operators.ShouldBe([Pool.PmuInternet, Pool.ZEturf]);
        settings.Play.Countries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://127.0.0.1:9", "http://127.0.0.1:9/rest/client/61/")]
    [InlineData("http://127.0.0.1:9/", "http://127.0.0.1:9/rest/client/61/")]
    [InlineData("http://127.0.0.1:9/rest/client/7", "http://127.0.0.1:9/rest/client/7")]
    [InlineData("http://127.0.0.1:9/pmu/rest/client/61/", "http://127.0.0.1:9/pmu/rest/client/61/")]
    public void Address_of_the_site_alone_is_completed_with_the_path_of_PMUs_answers(string given, string expected) =>
        Read(("SOURCES__PMU__BASE_URL", given)).Sources.BaseUrls["pmu"].ShouldBe(new Uri(expected));

    [Theory]
    [InlineData("http://127.0.0.1:9/rest/client/")]
    [InlineData("http://127.0.0.1:9/rest/client/x/")]
    [InlineData("http://127.0.0.1:9/programme")]
    public void Path_under_which_PMU_answers_nothing_is_refused_by_the_variables_name(string given) =>
        Should.Throw<ConfigurationException>(() => Read(("SOURCES__PMU__BASE_URL", given))).Message.ShouldContain("SOURCES__PMU__BASE_URL");

    [Fact]
    public void Address_of_another_source_stays_as_it_is() =>
        Read(("SOURCES__ZETURF__BASE_URL", "http://127.0.0.1:9/")).Sources.BaseUrls["zeturf"].ShouldBe(new Uri("http://127.0.0.1:9/"));

    [Fact]
    public void All_that_is_wrong_is_reported_at_once_by_name()
    {
        var wrong = Should.Throw<ConfigurationException>(() =>
            Read(
                ("PORT", "80 80"),
                ("REQUIRE_AUTH", "maybe"),
                ("BUDGET_PER_RACE", "5.01"),
                ("BANKROLL", "12,5"),
                ("DAILY_LIMIT", "-1"),
                ("WEEKLY_LIMIT", "much"),
                ("EXOTICS_PAUSED", "perhaps"),
                ("OPERATORS", "zeturf,betfair"),
                ("TZ", "Europe/Lutetia"),
                ("HIPPIQUE_LANG", "de"),
                ("RULES", "gpi-v9"),
                ("SOURCES__ZETURF__URL", "https://www.zeturf.fr"),
                ("TIMEOUT_SECONDS", "0"),
                ("REQUESTS_PER_DAY", "0")
            )
        );

        wrong
            .Problems.Select(problem => problem.ToString().Split(':')[0])
            .ShouldBe(
                [
                    "PORT",
                    "REQUIRE_AUTH",
                    "BUDGET_PER_RACE",
                    "BANKROLL",
                    "DAILY_LIMIT",
                    "WEEKLY_LIMIT",
                    "EXOTICS_PAUSED",
                    "OPERATORS",
                    "TZ",
                    "HIPPIQUE_LANG",
                    "RULES",
                    "SOURCES__ZETURF__URL",
                    "TIMEOUT_SECONDS",
                    "REQUESTS_PER_DAY",
                ],
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData("QUEUE", "postgres", "DATABASE_URL: is needed for QUEUE=postgres, such as postgres://")]
    [InlineData("QUEUE", "rabbit", "is no queue")]
    public void A_queue_that_is_not_there_is_said(string name, string value, string said) =>
        Should.Throw<ConfigurationException>(() => Read((name, value))).Problems.ShouldHaveSingleItem().ToString().ShouldContain(said);

    [Fact]
    public void Several_machines_share_a_database_and_each_has_a_folder_of_its_own()
    {
        var settings = Read(
            ("QUEUE", "postgres"),
            ("DATABASE_URL", "postgres://u:geheim@db.example/n"),
            ("NODE_NAME", "node-1"),
            ("DATA_DIR", "/data")
        );

        settings.Postgres!.Database.Place.ShouldBe("db.example:5432/n");
        settings.Postgres.Node.Owner.ShouldStartWith("node-1-");
        (settings.Data.Folder, settings.Data.OwnFolder).ShouldBe(("/data", "/data/nodes/node-1"));
        settings.ToString().ShouldNotContain("geheim");
    }

    [Fact]
    public void A_database_alone_is_not_used()
    {
        var settings = Read(("DATABASE_URL", "not even an address"), ("NODE_NAME", "a b"));

        settings.Postgres.ShouldBeNull();
        settings.Data.OwnFolder.ShouldBe(settings.Data.Folder);
    }

    [Fact]
    public void All_that_is_wrong_with_several_machines_is_said_at_once_and_no_password()
    {
        var problems = Should
            .Throw<ConfigurationException>(() =>
                Read(("QUEUE", "postgres"), ("DATABASE_URL", "postgres://u:geheim@h:0/n"), ("NODE_NAME", "a/b"))
            )
            .Problems.Select(problem => problem.ToString())
            .ToList();

        problems.Count.ShouldBe(2);
        problems.ShouldContain(problem => problem.StartsWith("DATABASE_URL: has a port", StringComparison.Ordinal));
        problems.ShouldContain(problem => problem.StartsWith("NODE_NAME: 'a/b' is no name of a node", StringComparison.Ordinal));
        problems.ShouldAllBe(problem => !problem.Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_file_takes_the_place_of_the_shipped_model()
    {
        using var file = new ModelInWorkingFolder(GpiModels.ToJson(GpiModels.Default with { Name = "mine" }));
        Read(("MODEL", file.Name)).Play.Model.Name.ShouldBe("mine");
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("{\"schema\": 2, \"name\": \"x\"}", "missing required properties")]
    [InlineData("{\"schema\": 1, \"name\": \"x\"}", "has schema 1; this program reads 2")]
    public void A_model_file_that_does_not_read_is_said_with_its_path(string json, string said)
    {
        using var file = new ModelInWorkingFolder(json);
        var problem = Should.Throw<ConfigurationException>(() => Read(("MODEL", file.Name))).Problems.ShouldHaveSingleItem();
        problem.ToString().ShouldStartWith($"MODEL: {file.Path}: ");
        problem.ToString().ShouldContain(said);
    }

    [Fact]
    public void A_model_file_without_a_fit_that_every_race_needs_is_refused_at_the_start()
    {
        using var file = new ModelInWorkingFolder(GpiModels.ToJson(GpiModels.Default with { Weights = [] }));
        Should
            .Throw<ConfigurationException>(() => Read(("MODEL", file.Name)))
            .Problems.ShouldHaveSingleItem()
            .ToString()
            .ShouldEndWith("the model has no fit for all disciplines in weights");
    }

    [Fact]
    public void A_model_file_that_is_not_there_is_said_with_its_path() =>
        Should
            .Throw<ConfigurationException>(() => Read(("MODEL", "/nowhere/model.json")))
            .Problems.ShouldHaveSingleItem()
            .ToString()
            .ShouldStartWith("MODEL: /nowhere/model.json cannot be read: ");

    [Fact]
    public void Shadow_models_are_named_after_their_files_and_follow_the_rules_in_use()
    {
        using var file = new ModelInWorkingFolder(GpiModels.ToJson(GpiModels.Default with { Name = "mine" }));
        var play = Read(("SHADOW_MODELS", $"{file.Name}, shipped"), ("RULES", "gpi-edge")).Play;

        var name = System.IO.Path.GetFileNameWithoutExtension(file.Name);
        play.ShadowModels.Select(shadow => (shadow.Name, shadow.Model.Name))
            .ShouldBe([(name, "mine"), ("shipped", GpiModels.Default.Name)]);
        play.Shadows(play.ForPhases())
            .Books.Select(book => (book.Id, book.Rules, book.Model))
            .ShouldBe([
                ("gpi-v5.1", "gpi-v5.1", GpiModels.Default.Name),
                ("gpi-v5.1-strict", "gpi-v5.1-strict", GpiModels.Default.Name),
                ("gpi-v5.2", "gpi-v5.2", GpiModels.Default.Name),
                ("gpi-edge", "gpi-edge", GpiModels.Default.Name),
                ($"model-{name}", "gpi-edge", "mine"),
                ("model-shipped", "gpi-edge", GpiModels.Default.Name),
            ]);
    }

    [Fact]
    public void Shadow_models_that_cannot_be_kept_are_said_with_all_other_errors()
    {
        using var file = new ModelInWorkingFolder(GpiModels.ToJson(GpiModels.Default));
        var name = System.IO.Path.GetFileNameWithoutExtension(file.Name);

        var problems = Should
            .Throw<ConfigurationException>(() =>
                Read(("SHADOW_MODELS", $"/nowhere/model.json, {file.Name}, ./{file.Name}"), ("RULES", "best"))
            )
            .Problems.Select(problem => problem.ToString())
            .ToList();

        problems.Count.ShouldBe(3);
        problems.ShouldContain(problem => problem.StartsWith("RULES: ", StringComparison.Ordinal));
        problems.ShouldContain(problem =>
            problem.StartsWith("SHADOW_MODELS: /nowhere/model.json cannot be read: ", StringComparison.Ordinal)
        );
        problems.ShouldContain($"SHADOW_MODELS: two of the files would keep the book '{name}'; give one of them another name");
    }

    private sealed class ModelInWorkingFolder : IDisposable
    {
        public ModelInWorkingFolder(string json) => File.WriteAllText(Path, json);

        public string Name { get; } = $"hippique-model-{Guid.NewGuid():N}.json";

        public string Path => System.IO.Path.Combine(System.IO.Path.GetTempPath(), Name);

        public void Dispose() => File.Delete(Path);
    }

    private static HippiqueSettings Read(params (string Name, string Value)[] variables) =>
        SettingsReader.Read(variables.ToDictionary(pair => pair.Name, pair => pair.Value), Path.GetTempPath());
}
