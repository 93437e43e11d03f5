using Hippique.Demo;
using Hippique.Hosting;
using Hippique.Hosting.Settings;

namespace Hippique.Tests.Hosting;

/// <summary>The standard variables of OpenTelemetry.</summary>
public sealed class TelemetryReaderTests
{
    [Fact]
    public void Nothing_is_sent_without_an_endpoint()
    {
        var telemetry = Read(("OTEL_SERVICE_NAME", "mine"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        telemetry.IsOn.ShouldBeFalse();
        telemetry.ServiceName.ShouldBe("mine");
    }

    [Fact]
    public void One_endpoint_is_for_both_signals()
    {
        var grpc = Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317"));
        grpc.Metrics.ShouldBe(grpc.Traces);
        grpc.Metrics!.ToString().ShouldBe("http://collector:4317/ (grpc)");

        var http = Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "https://otlp.example.org/in/"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        http.Metrics!.Endpoint.ShouldBe(new Uri("https://otlp.example.org/in/v1/metrics"));
        http.Traces!.Endpoint.ShouldBe(new Uri("https://otlp.example.org/in/v1/traces"));
    }

    [Fact]
    public void What_is_said_of_one_signal_goes_before_what_is_said_of_both()
    {
        var telemetry = Read(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:4317"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "key=a"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://b:4318/spans"),
            ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "key=b"),
            ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "500")
        );

        telemetry.Metrics.ShouldBe(new OtlpTarget(new Uri("http://a:4317"), true, TimeSpan.FromSeconds(10)) { Headers = "key=a" });
        telemetry.Traces.ShouldBe(new OtlpTarget(new Uri("http://b:4318/spans"), false, TimeSpan.FromSeconds(0.5)) { Headers = "key=b" });
        telemetry.Traces!.ToString().ShouldNotContain("key");
    }

    [Fact]
    public void A_signal_can_be_left_out_and_all_of_it_turned_off()
    {
        Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:4317"), ("OTEL_TRACES_EXPORTER", "none")).Traces.ShouldBeNull();
        Read(("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://a:4317")).Traces.ShouldBeNull();
        Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:4317"), ("OTEL_SDK_DISABLED", "true")).IsOn.ShouldBeFalse();
    }

    [Fact]
    public void The_service_is_named_by_its_own_variable_then_by_the_attributes_then_by_SERVICE_NAME()
    {
        const string Attributes = "service.name=b,deployment.environment.name=home%20server";

        Read(("SERVICE_NAME", "c")).ServiceName.ShouldBe("c");
        Read(("SERVICE_NAME", "c"), ("OTEL_RESOURCE_ATTRIBUTES", Attributes)).ServiceName.ShouldBe("b");
        var all = Read(("SERVICE_NAME", "c"), ("OTEL_RESOURCE_ATTRIBUTES", Attributes), ("OTEL_SERVICE_NAME", "a"));
        all.ServiceName.ShouldBe("a");
        all.Attributes["deployment.environment.name"].ShouldBe("home server");
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:secret@collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "ftp://collector")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "secret")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "=secret")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "10s")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "5")]
    [InlineData("OTEL_BSP_SCHEDULE_DELAY", "x")]
    [InlineData("OTEL_SDK_DISABLED", "perhaps")]
    [InlineData("OTEL_TRACES_SAMPLER", "jaeger_remote")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "1.5")]
    [InlineData("OTEL_TRACES_EXPORTER", "zipkin")]
    [InlineData("OTEL_METRICS_EXPORTER", "prometheus")]
    [InlineData("OTEL_RESOURCE_ATTRIBUTES", "home")]
    public void What_is_wrong_is_an_error_by_its_name_without_a_key(string name, string value)
    {
        var wrong = Should.Throw<ConfigurationException>(() => Read((name, value)));

        wrong.Problems.ShouldHaveSingleItem().ToString().ShouldStartWith($"{name}: ");
        wrong.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void The_demo_sends_nothing()
    {
        var own = SettingsReader.Read(
            new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://a:4317" },
            Path.GetTempPath()
        );
        own.Telemetry.IsOn.ShouldBeTrue();

        DemoComposition.Settings(own, "folder", new Uri("http://127.0.0.1:9/"), 0).Telemetry.IsOn.ShouldBeFalse();
    }

    private static TelemetrySettings Read(params (string Name, string Value)[] variables) =>
        SettingsReader.Read(variables.ToDictionary(pair => pair.Name, pair => pair.Value), Path.GetTempPath()).Telemetry;
}
