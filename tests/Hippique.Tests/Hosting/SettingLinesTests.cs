using System.Globalization;
using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Tests.Hosting;

/// <summary>What is told of the settings: value in force, where it comes from, what it does; never a secret.</summary>
public sealed class SettingLinesTests
{
    [Fact]
    public void Every_variable_is_told_with_a_text_in_both_languages_and_the_English_one_is_that_of_the_file()
    {
        var lines = Read().Lines;

        lines.Select(line => line.Name).ShouldBe(KnownVariables.All.Select(variable => variable.Name));
        lines.Count.ShouldBeGreaterThan(80);
        foreach (var variable in KnownVariables.All)
        {
            Texts.In(English, variable.TextKey).ShouldBe(variable.Comment, variable.Name);
            Texts.In(English, variable.HeadingKey).ShouldBe(variable.Heading);
            Texts.In(French, variable.TextKey).ShouldNotBeEmpty(variable.Name);
            Texts.In(French, variable.HeadingKey).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Value_is_the_one_in_force_and_its_origin_is_told()
    {
        var settings = Read(new() { ["BANKROLL"] = "750", ["RULES"] = "gpi-edge" }, ["RULES"]);

        Line(settings, "BANKROLL").ShouldBe("750 Environment");
        Line(settings, "RULES").ShouldBe("gpi-edge File");
        Line(settings, "KEEP_DAYS").ShouldBe("400 Default");
        Line(settings, "DATA_DIR").ShouldBe($"{Path.GetFullPath("/work-folder/data")} Default");
        Line(settings, "QUEUE").ShouldBe("embedded Default");
        Line(settings, "DAILY_LIMIT").ShouldBe(" Default");
    }

    [Theory]
    [InlineData("NOTIFY_NTFY_TOKEN")]
    [InlineData("NOTIFY_WEBHOOK_URL")]
    [InlineData("NOTIFY_WEBHOOK_SECRET")]
    [InlineData("NOTIFY_TELEGRAM_CHAT")]
    [InlineData("NOTIFY_SMTP_URL")]
    [InlineData("OIDC_CLIENT_SECRET")]
    [InlineData("DATABASE_URL")]
    [InlineData("GPI_MODULE")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_HEADERS")]
    public void What_may_hold_a_key_is_a_secret(string name) =>
        KnownVariables.All.Single(variable => variable.Name == name).IsSecret.ShouldBeTrue();

    [Fact]
    public void Address_is_told_without_user_password_and_question()
    {
        var settings = Read(new() { ["SERVICE_URL"] = "https://me:s3cret@races.example.org/app?key=s3cret" });

        Line(settings, "SERVICE_URL").ShouldBe("https://races.example.org/app Environment");
    }

    [Fact]
    public void Slips_in_the_file_are_worth_a_look()
    {
        var folder = Directory.CreateTempSubdirectory("hippique-env-");
        try
        {
            File.WriteAllLines(Path.Combine(folder.FullName, ".env"), ["DAILY_LIMT_FOR_A_TEST=20"]);
            DotEnvFile.Load(folder.FullName);

            DotEnvFile.Taken.ShouldContain("DAILY_LIMT_FOR_A_TEST");
            SettingWarning.Of(Read()).ShouldContain(new SettingWarning(SettingWarningKind.UnknownVariable, "DAILY_LIMT_FOR_A_TEST"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("DAILY_LIMT_FOR_A_TEST", null);
            folder.Delete(recursive: true);
        }
    }

    private static CultureInfo English => CultureInfo.GetCultureInfo("en-GB");

    private static CultureInfo French => CultureInfo.GetCultureInfo("fr-FR");

    private static string Line(HippiqueSettings settings, string name)
    {
        var line = settings.Lines.Single(line => line.Name == name);
        return $"{line.Value} {line.Origin}";
    }

    private static HippiqueSettings Read(Dictionary<string, string>? variables = null, string[]? fromFile = null) =>
        SettingsReader.Read(variables ?? [], "/work-folder", (fromFile ?? []).ToHashSet());
}
