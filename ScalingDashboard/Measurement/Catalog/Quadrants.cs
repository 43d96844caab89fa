namespace ScalingDashboard.Measurement.Catalog;

/// <summary>One quadrant of the playbook's dashboard.</summary>
public sealed record Quadrant(string Key, string Name);

/// <summary>One of the 16 panels: a question about the roll-out. Its metrics name it in <see cref="Metric.Panel"/>.</summary>
public sealed record Panel(string Key, string Quadrant, string Name);

/// <summary>The playbook's four quadrants with four panels each, in reading order. A panel is one row here.</summary>
public static class Quadrants
{
    public static readonly IReadOnlyList<Quadrant> All =
    [
        new("impact", "Business impact"),
        new("operations", "Operational performance"),
        new("adoption", "Adoption and engagement"),
        new("risk", "Risk and compliance"),
    ];

    public static readonly IReadOnlyList<Panel> Panels =
    [
        new("impact.savings", "impact", "Cost savings and efficiency"),
        new("impact.revenue", "impact", "Revenue attribution and growth"),
        new("impact.customers", "impact", "Customer satisfaction and experience"),
        new("impact.market", "impact", "Market position"),
        new("operations.systems", "operations", "System availability and performance"),
        new("operations.processes", "operations", "Process efficiency and quality"),
        new("operations.resources", "operations", "Resource utilisation"),
        new("operations.integration", "operations", "Integration and interoperability"),
        new("adoption.usage", "adoption", "User adoption and engagement"),
        new("adoption.training", "adoption", "Training and competency"),
        new("adoption.support", "adoption", "Support"),
        new("adoption.feedback", "adoption", "Feedback and satisfaction"),
        new("risk.mitigation", "risk", "Risk assessment and mitigation"),
        new("risk.incidents", "risk", "Security incidents"),
        new("risk.compliance", "risk", "Compliance and audit results"),
        new("risk.governance", "risk", "Governance and policy adherence"),
    ];

    public static IEnumerable<Panel> PanelsOf(string quadrant) => Panels.Where(p => p.Quadrant == quadrant);
}
