using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Hippique.EndToEnd.Deploy;

/// <summary><c>compose.yaml</c> and the systemd unit fit the image and the program.</summary>
public sealed class ServiceFilesTests
{
    [Fact]
    public void Compose_asks_the_image_for_its_own_health_check_and_keeps_its_folder()
    {
        var compose = new DeserializerBuilder()
            .Build()
            .Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, object>?>>>(
                // The name is no service.
                Regex.Replace(File.ReadAllText(Path.Combine(ScriptBench.Root, "compose.yaml")), "(?m)^name: .*$", "")
            );
        var service = compose["services"]["hippique"]!;
        var dockerfile = File.ReadAllText(Path.Combine(ScriptBench.Root, "Dockerfile"));

        var test = Strings(((Dictionary<object, object>)service["healthcheck"])["test"]);
        test[0].ShouldBe("CMD");
        dockerfile.ShouldContain($"CMD [\"{string.Join("\", \"", test[1..])}\"]");
        Strings(service["volumes"]).ShouldBe(["data:/data"]);
        compose["volumes"].Keys.ShouldBe(["data"]);
        dockerfile.ShouldContain("\nVOLUME /data\n");
        service["read_only"].ShouldBe("true");
        Strings(service["tmpfs"]).ShouldBe(["/tmp"]);
        // Nobody but this machine reaches it unless its owner says so.
        Strings(service["ports"]).ShouldBe(["127.0.0.1:8080:8080"]);
        // The program needs up to eight.
        service["stop_grace_period"].ShouldBe("10s");
    }

    private static string[] Strings(object list) => [.. ((List<object>)list).Cast<string>()];

    [Fact]
    public async Task Systemd_understands_every_line_of_the_unit()
    {
        var unit = await File.ReadAllTextAsync(
            Path.Combine(ScriptBench.Root, "deploy", "hippique.service"),
            TestContext.Current.CancellationToken
        );
        unit.ShouldContain("\nExecStart=/opt/hippique/hippique serve\n");
        unit.ShouldContain("\nKillMode=mixed\n");
        if (ShellRun.Find("systemd-analyze") is not { } analyze)
            return;
        var folder = Directory.CreateTempSubdirectory("hippique-unit-").FullName;
        var path = Path.Combine(folder, "hippique.service");
        // A program that is there.
        await File.WriteAllTextAsync(
            path,
            unit.Replace("/opt/hippique/hippique", "/bin/true", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );

        var run = await ShellRun.OfAsync(analyze, ["verify", path], folder, new Dictionary<string, string?>());

        Directory.Delete(folder, recursive: true);
        (run.Out + run.Error).ShouldNotContain("hippique.service");
    }
}
