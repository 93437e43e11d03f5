using Hippique.Hosting;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;

namespace Hippique.Tests.Hosting;

public sealed class AccessReaderTests
{
    private const string Url = "https://races.example.com";

    [Fact]
    public void Nothing_set_lets_in_the_owner_of_the_token_file_alone()
    {
        var access = Read();

        access.AcceptsIdentityTokens.ShouldBeFalse();
        access.HasOwnToken.ShouldBeTrue();
        access.AllowGcloudAudience.ShouldBeTrue();
        access.Issuer.ShouldBe(new Uri("https://accounts.google.com/"));
        access.SignIn.ShouldBeNull();
        access.AcceptsRemovedSignatures.ShouldBeFalse();
    }

    [Theory]
    [InlineData(Url, "owner@example.com", null, true)]
    [InlineData(Url, null, "robot@example.com", true)]
    [InlineData(Url, null, null, false)]
    [InlineData("http://localhost:8080", "owner@example.com", "robot@example.com", false)]
    [InlineData(null, "owner@example.com", "robot@example.com", false)]
    public void Identity_tokens_need_an_https_address_and_somebody_whom_they_may_name(
        string? url,
        string? people,
        string? account,
        bool accepted
    ) =>
        Read(("SERVICE_URL", url ?? ""), ("ALLOWED_EMAILS", people ?? ""), ("SERVICE_ACCOUNT_EMAIL", account ?? ""))
            .AcceptsIdentityTokens.ShouldBe(accepted);

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:9/", true)]
    [InlineData("http://127.0.0.1:8080", "https://accounts.google.com", false)]
    [InlineData("http://races.example.com", "http://127.0.0.1:9/", false)]
    public void In_a_trial_on_one_machine_the_issuer_is_on_it_too(string url, string issuer, bool accepted) =>
        Read(("SERVICE_URL", url), ("OIDC_ISSUER", issuer), ("ALLOWED_EMAILS", "owner@example.com"))
            .AcceptsIdentityTokens.ShouldBe(accepted);

    [Fact]
    public void On_Cloud_Run_there_is_no_token_file_and_access_cannot_be_open()
    {
        Read(("K_SERVICE", "hippique")).HasOwnToken.ShouldBeFalse();
        Problems(("K_SERVICE", "hippique"), ("REQUIRE_AUTH", "false"))
            .ShouldHaveSingleItem()
            .ShouldBe("REQUIRE_AUTH: false is refused on Cloud Run (K_SERVICE is set): anybody could use the service");
    }

    [Fact]
    public void All_that_is_wrong_is_reported_at_once_by_name() =>
        Problems(
                ("ALLOWED_EMAILS", "owner@example.com, nobody, a b@example.com, a@b@example.com"),
                ("ALLOWED_VIEWERS", "nobody"),
                ("SERVICE_ACCOUNT_EMAIL", "robot"),
                ("AUTH_PLATFORM", "aws"),
                ("ALLOW_GCLOUD_AUDIENCE", "perhaps"),
                ("OIDC_ISSUER", "http://accounts.example.com"),
                ("OIDC_CLIENT_ID", "123")
            )
            .Select(problem => problem.Split(':')[0])
            .ShouldBe(
                [
                    "ALLOWED_EMAILS",
                    "ALLOWED_EMAILS",
                    "ALLOWED_EMAILS",
                    "ALLOWED_VIEWERS",
                    "SERVICE_ACCOUNT_EMAIL",
                    "AUTH_PLATFORM",
                    "ALLOW_GCLOUD_AUDIENCE",
                    "OIDC_ISSUER",
                    "OIDC_CLIENT_SECRET",
                ],
                ignoreOrder: true
            );

    [Theory]
    [InlineData("owner@example.com", CallerRole.Owner)]
    [InlineData("Reader@Example.com", CallerRole.Viewer)]
    [InlineData("both@example.com", CallerRole.Owner)]
    [InlineData("stranger@example.com", null)]
    [InlineData("robot@example.com", null)]
    public void Who_is_in_both_lists_is_an_owner(string email, CallerRole? role)
    {
        var access = Read(
            ("ALLOWED_EMAILS", "owner@example.com, both@example.com"),
            ("ALLOWED_VIEWERS", "both@example.com, reader@example.com"),
            ("SERVICE_ACCOUNT_EMAIL", "robot@example.com")
        );

        access.RoleOf(email).ShouldBe(role);
        access.AllowsPerson(email).ShouldBe(role == CallerRole.Owner);
    }

    [Fact]
    public void Viewers_alone_can_have_a_sign_in() =>
        Read(("OIDC_CLIENT_ID", "123"), ("OIDC_CLIENT_SECRET", "x"), ("SERVICE_URL", Url), ("ALLOWED_VIEWERS", "reader@example.com"))
            .SignIn.ShouldNotBeNull();

    [Fact]
    public void A_sign_in_that_nobody_could_use_is_said()
    {
        Problems(("OIDC_CLIENT_ID", "123"), ("OIDC_CLIENT_SECRET", "x"), ("SERVICE_URL", "http://localhost:8080"))
            .Select(problem => problem.Split(':')[0])
            .ShouldBe(["SERVICE_URL", "ALLOWED_EMAILS"], ignoreOrder: true);
        Problems(("OIDC_CLIENT_SECRET", "x")).ShouldHaveSingleItem().ShouldStartWith("OIDC_CLIENT_ID: is missing");
    }

    [Fact]
    public void The_client_secret_is_in_no_text() =>
        Read(
                ("OIDC_CLIENT_ID", "123"),
                ("OIDC_CLIENT_SECRET", "GOCSPX-secret"),
                ("SERVICE_URL", Url),
                ("ALLOWED_EMAILS", "owner@example.com")
            )
            .ToString()
            .ShouldNotContain("GOCSPX");

    [Theory]
    [InlineData("", "K_SERVICE=x", "")]
    [InlineData("REQUIRE_AUTH=false", "", "serve_open")]
    [InlineData("REQUIRE_AUTH=false", "BIND=all", "serve_open_all")]
    [InlineData("REQUIRE_AUTH=false", "DOTNET_RUNNING_IN_CONTAINER=true", "serve_open_all")]
    [InlineData("AUTH_PLATFORM=cloud-run-iam", "", "serve_platform_elsewhere")]
    [InlineData("AUTH_PLATFORM=cloud-run-iam", "K_SERVICE=x", "serve_platform_elsewhere")]
    [InlineData("AUTH_PLATFORM=none", "", "")]
    [InlineData("ALLOWED_VIEWERS=reader@example.com", "", "serve_viewers_unused")]
    [InlineData("SERVICE_URL=http://localhost", "K_SERVICE=x", "serve_nobody")]
    public void What_is_unusual_is_said_at_the_start(string one, string other, string notice)
    {
        var variables = new Dictionary<string, string> { ["SERVICE_URL"] = Url, ["ALLOWED_EMAILS"] = "owner@example.com" };
        foreach (var pair in new[] { one, other }.Where(text => text.Length > 0).Select(text => text.Split('=')))
            variables[pair[0]] = pair[1];
        var settings = SettingsReader.Read(variables, Path.GetTempPath());

        AccessNotices.Of(settings.Server, settings.Access).ShouldBe(notice.Length == 0 ? [] : [notice]);
    }

    private static AccessSettings Read(params (string Name, string Value)[] variables) =>
        SettingsReader.Read(variables.ToDictionary(pair => pair.Name, pair => pair.Value), Path.GetTempPath()).Access;

    private static IReadOnlyList<string> Problems(params (string Name, string Value)[] variables) =>
        [.. Should.Throw<ConfigurationException>(() => Read(variables)).Problems.Select(problem => problem.ToString())];
}
