using Microsoft.AspNetCore.Http;

namespace Hippique.EndToEnd.Cloud;

/// <summary><c>hippique doctor</c> finds a service that believes tokens which nobody has checked, and one that refuses everybody because it was not told of IAM.</summary>
public sealed class AccessDoctorTests
{
    private const string Iam = "cloud-run-iam";
    private const string Service = "hippique-orchestrator --region=europe-west1";
    private const string Take = $"gcloud run services remove-iam-policy-binding {Service} --member=allUsers --role=roles/run.invoker";
    private const string SwitchOn = $"gcloud run services update {Service} --invoker-iam-check";

    [Fact]
    public async Task Told_OfIam_ThatIsInFront_IsWell()
    {
        await using var bench = await ProjectBench.StartAsync();
        Private(bench);

        await ShouldBeAsync(bench, "ok", "IAM is in front");
    }

    [Fact]
    public async Task Told_OfIam_WithAllUsersInvited_IsAnError_WithTheCommand()
    {
        await using var bench = await ProjectBench.StartAsync();
        bench.Deploy(platform: Iam);

        await ShouldBeAsync(
            bench,
            "error",
            $"anybody can forge a token: the service has AUTH_PLATFORM=cloud-run-iam and believes tokens without a signature, but IAM does not check them: {bench.Url}/health answers without a token; roles/run.invoker is given to allUsers",
            $"At once: {Take}"
        );
    }

    [Fact]
    public async Task Told_OfIam_WithTheCheckSwitchedOff_IsAnError_WithTheCommand()
    {
        await using var bench = await ProjectBench.StartAsync();
        Private(bench);
        bench.DisableInvokerCheck();

        await ShouldBeAsync(bench, "error", "anybody can forge a token", $"At once: {SwitchOn}");
    }

    /// <summary>Whoever may not read the policy still learns it: the service's own answer to a stranger is the proof.</summary>
    [Fact]
    public async Task Told_OfIam_AndSeenFromOutsideAlone_IsAnError()
    {
        await using var bench = await ProjectBench.StartAsync();
        bench.Deploy(platform: Iam);
        bench.Run.Deny("run.services.getIamPolicy");

        await ShouldBeAsync(bench, "error", "anybody can forge a token", "At once: scripts/deploy_cloud_run.sh --private");
    }

    [Fact]
    public async Task InTheContainer_ItsOwnVariableCounts()
    {
        await using var bench = await ProjectBench.StartAsync();
        bench.Run.Deny("run.services.get", "run.services.getIamPolicy");

        await ShouldBeAsync(
            bench,
            "error",
            "anybody can forge a token",
            "At once: scripts/deploy_cloud_run.sh --private",
            ("K_SERVICE", "hippique-orchestrator"),
            ("ALLOWED_EMAILS", "me@example.org"),
            ("AUTH_PLATFORM", Iam)
        );
    }

    [Fact]
    public async Task Told_OfIam_WithEveryGoogleAccountInvited_IsAWarning()
    {
        await using var bench = await ProjectBench.StartAsync();
        Private(bench);
        bench.Invite("allAuthenticatedUsers");

        var checks = await ChecksAsync(bench);

        checks.Select(check => check.State).ShouldBe(["warning", "ok"]);
        checks[0].Found.ShouldStartWith("roles/run.invoker is given to allAuthenticatedUsers");
        checks[0].Advice.ShouldContain("--member=allAuthenticatedUsers");
    }

    [Fact]
    public async Task NotTold_OfIam_ThatIsInFront_IsAnInvalidToken()
    {
        await using var bench = await ProjectBench.StartAsync();
        bench.Invite();
        bench.RefuseStrangers();

        await ShouldBeAsync(
            bench,
            "error",
            "OIDC token invalid: IAM is in front, but the service was not told (AUTH_PLATFORM is not set)",
            $"scripts/deploy_cloud_run.sh --private tells it. If everybody is to reach the service: gcloud run services add-iam-policy-binding {Service} --member=allUsers --role=roles/run.invoker"
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Iam)]
    public async Task NoAnswer_AndNoPolicy_IsUnknown(string? platform)
    {
        await using var bench = await ProjectBench.StartAsync();
        bench.Deploy(platform: platform);
        bench.Run.Deny("run.services.getIamPolicy");
        bench.Health = () => Results.StatusCode(404);

        await ShouldBeAsync(bench, "warning", $"unknown: whether IAM is in front; {bench.Url}/health answers 404");
    }

    [Fact]
    public async Task NoAnswer_ThePolicyDecides()
    {
        await using var bench = await ProjectBench.StartAsync();
        bench.Health = () => Results.StatusCode(404);
        bench.Invite();
        await ShouldBeAsync(bench, "error", "OIDC token invalid: IAM is in front");

        bench.Deploy(platform: Iam);
        bench.Invite();
        await ShouldBeAsync(bench, "ok", "IAM is in front");

        bench.Invite("allUsers");
        await ShouldBeAsync(bench, "error", "anybody can forge a token");
    }

    [Fact]
    public async Task Service_ThatMayNotBeRead_IsUnknown()
    {
        await using var bench = await ProjectBench.StartAsync();
        bench.Run.Deny("run.services.get");

        await ShouldBeAsync(bench, "warning", "unknown: ");
    }

    private static void Private(ProjectBench bench)
    {
        bench.Deploy(platform: Iam);
        bench.Invite();
        bench.RefuseStrangers();
    }

    private static async Task ShouldBeAsync(
        ProjectBench bench,
        string state,
        string begins,
        string? advice = null,
        params (string Name, string Value)[] variables
    )
    {
        var check = (await ChecksAsync(bench, variables)).ShouldHaveSingleItem();
        check.State.ShouldBe(state);
        check.Found.ShouldStartWith(begins);
        if (advice is not null)
            check.Advice.ShouldBe(advice);
    }

    private static async Task<List<(string State, string Found, string Advice)>> ChecksAsync(
        ProjectBench bench,
        params (string Name, string Value)[] variables
    ) =>
        [
            .. (await bench.JsonAsync("doctor", variables))
                .GetProperty("checks")
                .EnumerateArray()
                .Where(check => check.GetProperty("name").GetString() == "access")
                .Select(check =>
                    (
                        check.GetProperty("state").GetString()!,
                        check.GetProperty("found").GetString()!,
                        check.GetProperty("advice").GetString()!
                    )
                ),
        ];
}
