using System.Net;

namespace Hippique.EndToEnd.Api;

/// <summary><c>GPI_MODULE</c> through the real service: a command of the user's own, started by <c>POST /run</c>.</summary>
public sealed class OwnAnalysisTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hippique-module-test-");

    public OwnAnalysisTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "a bash script is started");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0, true)]
    [InlineData(7, false)]
    public async Task Run_reports_its_exit_code_what_it_printed_and_the_files_it_left(int code, bool ok)
    {
        await using var service = await ServiceUnderTest.StartAsync(
            new() { ["GPI_MODULE"] = Script($"echo \"$2 $4 $6\"; cp \"$8\"/snapshot_h5.json \"$8\"/own.json; exit {code}") }
        );
        await service.PostAsync("/schedule", """{"date":"2025-11-22","mode":"tasks"}""");
        var (status, body, _) = await service.PostAsync(
            "/run",
            $$"""{"course_url":"{{ServiceUnderTest.CourseUrl}}","phase":"H5","force":true}"""
        );

        status.ShouldBe(HttpStatusCode.OK);
        body.GetProperty("ok").GetBoolean().ShouldBe(ok);
        body.GetProperty("returncode").GetInt32().ShouldBe(code);
        body.GetProperty("cause").GetString().ShouldBe(ok ? null : "own_analysis");
        body.GetProperty("reason").GetString().ShouldBe(ok ? null : "own analysis ended with exit code 7");
        body.GetProperty("stdout_tail").GetString().ShouldNotBeNull().ShouldEndWith(" H5 2025-11-22\n");
        var artifacts = body.GetProperty("artifacts").EnumerateArray().Select(path => path.GetString()).ToList();
        artifacts.ShouldContain("2025-11-22/R1C3/module_h5/own.json");
        artifacts.ShouldContain("2025-11-22/R1C3/snapshot_h5.json");
        artifacts.ShouldNotContain("2025-11-22/R1C3/analysis_h5.json");
        File.Exists(Path.Combine(service.Folder, "2025-11-22", "R1C3", "module_h5", "own.json")).ShouldBeTrue();
    }

    private string Script(string body)
    {
        var path = Path.Combine(_folder.FullName, "own.sh");
        File.WriteAllText(path, $"#!/usr/bin/env bash\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
