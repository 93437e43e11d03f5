using Hippique.Cloud;
using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Run;
using Hippique.Hosting;

namespace Hippique.Doctor.Cloud;

/// <summary>"SERVICE_URL not found": whether the service is there, and has this address.</summary>
internal static class ServiceUrlCheck
{
    private const string Name = "service_url";

    /// <summary>Cloud Run's own addresses; any other is a domain of the owner.</summary>
    private const string OfCloudRun = ".run.app";

    public static IEnumerable<DoctorCheck> Of(CloudFindings found)
    {
        var subject = CloudSubject.Service(found.ServiceName);
        switch (found.Service)
        {
            case RestResult<RunService>.Failed { Error: var error } when error.Is(RestError.NotFound):
                yield return new(
                    Name,
                    CheckState.Error,
                    Texts.Get("doctor_url_no_service", found.ServiceName, found.Options.Region),
                    Texts.Get("doctor_url_name_advice")
                );
                break;
            case RestResult<RunService>.Failed { Error: var error }:
                yield return CloudChecks.Unknown(Name, subject, error);
                break;
            case RestResult<RunService>.Ok { Value: var service } when IsElsewhere(found, service):
                yield return found.Options.ServiceUrl.Host.EndsWith(OfCloudRun, StringComparison.OrdinalIgnoreCase)
                    ? new(Name, CheckState.Error, Text("doctor_url_other", found, service), Texts.Get("doctor_url_advice"))
                    : new(Name, CheckState.Warning, Text("doctor_url_domain", found, service), Texts.Get("doctor_url_domain_advice"));
                break;
        }
    }

    /// <summary>The service has addresses, and this is none of them.</summary>
    public static bool IsElsewhere(CloudFindings found, RunService service) =>
        service.Addresses.Count > 0
        && !service.Addresses.Any(address =>
            Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Authority == found.Options.ServiceUrl.Authority
        );

    private static string Text(string key, CloudFindings found, RunService service) =>
        Texts.Get(key, found.Options.Audience, found.ServiceName, string.Join(", ", service.Addresses));
}
