package dev.vireo.simulator.estate;

/** How a device is attached; {@link #text} is esxcli's word for it. */
public enum Transport {
  FC("fc", "Fibre Channel"),
  ISCSI("iscsi", "iSCSI"),
  SAS("sas", ""),
  SATA("sata", ""),
  USB("usb", ""),
  PCIE("pcie", "NVMe");

  private final String text;
  private final String displayed;

  Transport(String text, String displayed) {
    this.text = text;
    this.displayed = displayed;
  }

  public String text() {
    return text;
  }

  /** The word in a SAN device's display name. */
  public String displayed() {
    return displayed;
  }
}
