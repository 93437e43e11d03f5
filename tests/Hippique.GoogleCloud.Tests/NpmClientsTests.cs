using Hippique.Testing;
using Hippique.Testing.GoogleCloud;

namespace Hippique.GoogleCloud.Tests;

public sealed class NpmClientsTests
{
    [Fact]
    public async Task Clients_InstalledByTwoAtOnce_AreThoseOfTheLockFile()
    {
        Assert.SkipUnless(NpmClients.Present, NpmClients.Absent);
        var token = TestContext.Current.CancellationToken;

        var runs = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ =>
                    NpmClients.RunAsync(
                        "versions.mjs",
                        ["@google-cloud/tasks", "@google-cloud/scheduler", "@google-cloud/storage", "google-auth-library"],
                        token
                    )
                )
        );

        runs.ShouldAllBe(run => run.ExitCode == 0);
        runs.ShouldAllBe(run =>
            run.Output
            == "@google-cloud/tasks 7.1.0\n@google-cloud/scheduler 6.0.0\n@google-cloud/storage 8.4.0\ngoogle-auth-library 11.3.4\n"
        );
    }

    [Fact]
    public async Task LockFile_NamesNoRegistry()
    {
        Assert.SkipWhen(Checkout.Folder is null, "no checkout is around the tests");

        var locked = await File.ReadAllTextAsync(
            Path.Combine(Checkout.Folder!, "tests", "clients", "package-lock.json"),
            TestContext.Current.CancellationToken
        );

        locked.ShouldNotContain("\"resolved\"");
        locked.ShouldNotContain(".tgz");
    }
}
