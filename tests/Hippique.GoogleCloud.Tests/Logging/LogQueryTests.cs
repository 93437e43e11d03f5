using Hippique.GoogleCloud.Logging;

namespace Hippique.GoogleCloud.Tests.Logging;

public sealed class LogQueryTests
{
    [Fact]
    public void Filter_IsWhatGcloudLoggingReadTakes_WithValuesQuoted() =>
        new LogQuery
        {
            Service = "hippique",
            Since = new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.FromHours(1)),
            Severity = "WARNING",
            Run = "run-20260314-r1c1-h30",
            Words = ["a \"b\"", "c\\d"],
        }.Filter.ShouldBe(
            "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"hippique\" AND timestamp>=\"2026-03-14T11:00:00Z\""
                + " AND severity>=WARNING AND jsonPayload.correlation_id=\"run-20260314-r1c1-h30\""
                + " AND (jsonPayload.message:\"a \\\"b\\\"\" OR jsonPayload.message:\"c\\\\d\")"
        );
}
