using Hippique.Doctor;

namespace Hippique.Tests.Doctor;

/// <summary>What <c>doctor</c> says of variables alone.</summary>
public sealed class CloudCheckTests
{
    [Theory]
    [InlineData("", "cloud", CheckState.Ok, "")]
    [InlineData("PROJECT_ID=p SERVICE_URL=http://localhost:8080", "cloud", CheckState.Warning, "PROJECT_ID")]
    [InlineData("QUEUE_ID=q REGION=europe-west1", "cloud", CheckState.Warning, "QUEUE_ID, REGION")]
    [InlineData("GCS_PREFIX=x", "cloud", CheckState.Warning, "GCS_PREFIX")]
    [InlineData("GCS_BUCKET=b GCS_PREFIX=x", "cloud", CheckState.Ok, "")]
    [InlineData("SERVICE_ACCOUNT_EMAIL=a@example.org", "cloud", CheckState.Ok, "")]
    [InlineData("PROJECT_ID=p", "service_url", CheckState.Warning, "SERVICE_URL not found")]
    [InlineData("PROJECT_ID=p QUEUE=embedded", "cloud", CheckState.Warning, "PROJECT_ID")]
    public void Embedded_SaysWhatDoesNothing(string variables, string name, object state, string says)
    {
        var check = CloudCheck.Embedded(Of(variables));

        check.Name.ShouldBe(name);
        check.State.ShouldBe((CheckState)state);
        check.Found.ShouldContain(says);
    }

    [Theory]
    [InlineData("QUEUE=cloud", "service_url", "SERVICE_URL not found")]
    [InlineData("QUEUE=cloud SERVICE_URL=https://a.example", "cloud", "QUEUE=cloud")]
    public void Wrong_QueueOfGoogleCloud_IsAnError(string variables, string name, string says)
    {
        var check = CloudCheck.Wrong(Of(variables));

        check.Name.ShouldBe(name);
        check.State.ShouldBe(CheckState.Error);
        check.Found.ShouldContain(says);
        check.Advice.ShouldNotBeEmpty();
    }

    private static Func<string, string?> Of(string variables)
    {
        var set = variables
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return name => set.GetValueOrDefault(name);
    }
}
